extension ConfigurationTable {
  /// A sentence for users who set a key that is on its way out; nil for others.
  public static func deprecationWarning(_ key: String) -> String? {
    deprecated[key].map { "The configuration key '\(key)' is deprecated since Spark \($0) and may go away." }
  }

  /// Keys by the version of Spark that deprecated them.
  private static let deprecated: [String: String] = [
    "spark.connect.copyFromLocalToFs.allowDestLocal": "4.0",
    "spark.sql.adaptive.coalescePartitions.minPartitionNum": "3.2",
    "spark.sql.adaptive.shuffle.targetPostShuffleInputSize": "3.0",
    "spark.sql.execution.arrow.enabled": "3.0",
    "spark.sql.execution.arrow.fallback.enabled": "3.0",
    "spark.sql.legacy.allowZeroIndexInFormatString": "4.0",
    "spark.sql.legacy.execution.pandas.groupedMap.assignColumnsByName": "2.4",
    "spark.sql.legacy.parquet.datetimeRebaseModeInRead": "3.2",
    "spark.sql.legacy.replaceDatabricksSparkAvro.enabled": "3.2",
    "spark.sql.optimizer.metadataOnly": "3.0",
    "spark.sql.parser.escapedStringLiterals": "4.0",
    "spark.sql.shuffleDependency.fileCleanup.enabled": "4.1",
    "spark.sql.sources.schemaStringLengthThreshold": "3.2",
  ]

  /// Keys that Spark removed: they may only be set to the value that has become the only one.
  static let removed: [String: (version: String, value: String)] = [
    "spark.sql.ansi.strictIndexOperator": ("3.4.0", "true"),
    "spark.sql.execution.pandas.respectSessionTimeZone": ("3.0.0", "true"),
    "spark.sql.fromJsonForceNullableSchema": ("3.0.0", "true"),
    "spark.sql.hive.verifyPartitionPath": ("4.0.0", "false"),
    "spark.sql.legacy.allowCreatingManagedTableUsingNonemptyLocation": ("3.0.0", "false"),
    "spark.sql.legacy.avro.datetimeRebaseModeInRead": ("4.0.0", "CORRECTED"),
    "spark.sql.legacy.avro.datetimeRebaseModeInWrite": ("4.0.0", "CORRECTED"),
    "spark.sql.legacy.compareDateTimestampInTimestamp": ("3.0.0", "true"),
    "spark.sql.legacy.parquet.datetimeRebaseModeInWrite": ("4.0.0", "CORRECTED"),
    "spark.sql.legacy.parquet.int96RebaseModeInRead": ("4.0.0", "CORRECTED"),
    "spark.sql.legacy.parquet.int96RebaseModeInWrite": ("4.0.0", "CORRECTED"),
    "spark.sql.optimizer.planChangeLog.batches": ("3.1.0", ""),
    "spark.sql.optimizer.planChangeLog.level": ("3.1.0", "trace"),
    "spark.sql.optimizer.planChangeLog.rules": ("3.1.0", ""),
    "spark.sql.optimizer.runtimeFilter.semiJoinReduction.enabled": ("4.0.0", "false"),
    "spark.sql.parquet.int64AsTimestampMillis": ("3.0.0", "false"),
  ]
}
