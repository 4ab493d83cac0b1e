/// The settings that the engine reads, with their types.
///
/// Values were validated when they were set; defaults are valid by test.
extension SessionConfiguration {
  /// A yes-or-no setting.
  public func flag(_ key: String) -> Bool { getOption(key).flatMap(ConfigurationValue.boolean) ?? false }

  /// A whole number.
  public func integer(_ key: String, default fallback: Int = 0) -> Int {
    getOption(key).flatMap(ConfigurationValue.integer).map(Int.init) ?? fallback
  }

  /// A number.
  public func double(_ key: String, default fallback: Double = 0) -> Double {
    getOption(key).flatMap(ConfigurationValue.double) ?? fallback
  }

  /// A size in bytes.
  public func bytes(_ key: String, default fallback: Int = 0) -> Int {
    let unit: Int64 = ConfigurationTable.entries[key]?.kind == .mebibytes ? 1 << 20 : 1
    return getOption(key).flatMap { ConfigurationValue.bytes($0, unit: unit) }.map(Int.init) ?? fallback
  }

  /// A time in microseconds.
  public func microseconds(_ key: String, default fallback: Int64 = 0) -> Int64 {
    let unit: Int64
    switch ConfigurationTable.entries[key]?.kind {
    case .seconds: unit = 1_000_000
    case .minutes: unit = 60_000_000
    default: unit = 1000
    }
    return getOption(key).flatMap { ConfigurationValue.microseconds($0, unit: unit) } ?? fallback
  }

  /// Text, without regard to case where the key takes one of some words: then in upper case.
  public func word(_ key: String) -> String { getOption(key)?.uppercased() ?? "" }

  /// Errors instead of nulls and wrapped numbers, as the SQL standard asks.
  public var ansiEnabled: Bool { flag("spark.sql.ansi.enabled") }
  /// Zone in which timestamps are shown and read.
  public var sessionTimeZone: String { getOption("spark.sql.session.timeZone") ?? "UTC" }
  /// Whether names differ by case.
  public var caseSensitive: Bool { flag("spark.sql.caseSensitive") }
  /// Partitions after a shuffle.
  public var shufflePartitions: Int { integer("spark.sql.shuffle.partitions", default: 200) }
  /// Largest table in bytes that a join copies to every task; -1 for none.
  public var autoBroadcastJoinThreshold: Int { bytes("spark.sql.autoBroadcastJoinThreshold", default: 10 << 20) }
  /// Most rows of a result batch; 0 or less for no limit.
  public var maxRecordsPerBatch: Int { integer("spark.sql.execution.arrow.maxRecordsPerBatch", default: 10_000) }
  /// Most bytes of a result batch.
  public var maxArrowBatchBytes: Int { bytes("spark.connect.grpc.arrow.maxBatchSize", default: 128 << 20) }
  /// Most bytes of one piece of a result batch.
  public var maxResultChunkBytes: Int { bytes("spark.connect.session.resultChunking.maxChunkSize", default: 120_795_955) }
  /// `NONE`, `LZ4` or `ZSTD` for result batches.
  public var arrowCompression: String { word("spark.sql.execution.arrow.compression.codec") }
  /// Whether `TIMESTAMP` means the type without zone.
  public var timestampIsNTZ: Bool { word("spark.sql.timestampType") == "TIMESTAMP_NTZ" }
  /// How values are fitted to a table's columns: `ANSI`, `LEGACY` or `STRICT`.
  public var storeAssignmentPolicy: String { word("spark.sql.storeAssignmentPolicy") }
  /// What happens to a map's second value for a key: `EXCEPTION` or `LAST_WIN`.
  public var mapKeyDedupPolicy: String { word("spark.sql.mapKeyDedupPolicy") }
  /// Whether overwriting replaces only the partitions that are written.
  public var dynamicPartitionOverwrite: Bool { word("spark.sql.sources.partitionOverwriteMode") == "DYNAMIC" }
  /// Most bytes of files in one partition of a scan.
  public var filesMaxPartitionBytes: Int { bytes("spark.sql.files.maxPartitionBytes", default: 128 << 20) }
  /// Bytes that opening a file counts as.
  public var filesOpenCostInBytes: Int { bytes("spark.sql.files.openCostInBytes", default: 4 << 20) }
  /// The format of tables that name none.
  public var defaultDataSource: String { getOption("spark.sql.sources.default") ?? "parquet" }
  /// Codec of Parquet files.
  public var parquetCompressionCodec: String { (getOption("spark.sql.parquet.compression.codec") ?? "snappy").lowercased() }
  /// Folder of managed tables.
  public var warehouseDirectory: String { getOption("spark.sql.warehouse.dir") ?? "spark-warehouse" }
  /// Whether `GROUP BY 1` means the first column.
  public var groupByOrdinal: Bool { flag("spark.sql.groupByOrdinal") }
  /// Whether `ORDER BY 1` means the first column.
  public var orderByOrdinal: Bool { flag("spark.sql.orderByOrdinal") }
  /// Whether `GROUP BY` may name an alias of the select list.
  public var groupByAliases: Bool { flag("spark.sql.groupByAliases") }
  /// Whether joins without condition are allowed.
  public var crossJoinEnabled: Bool { flag("spark.sql.crossJoin.enabled") }
  /// Whether decimals lose digits after the point rather than become null.
  public var decimalAllowPrecisionLoss: Bool { flag("spark.sql.decimalOperations.allowPrecisionLoss") }
  /// Whether types of partition columns are guessed from folder names.
  public var partitionColumnTypeInference: Bool { flag("spark.sql.sources.partitionColumnTypeInference.enabled") }
  /// Most fields shown of a plan node.
  public var maxToStringFields: Int { integer("spark.sql.debug.maxToStringFields", default: 25) }
  /// Partitions of data that has none of its own; nil for the number of cores.
  public var leafNodeDefaultParallelism: Int? {
    getOption("spark.sql.leafNodeDefaultParallelism").flatMap(ConfigurationValue.integer).map(Int.init)
  }
  /// Whether results show stack traces of the server.
  public var serverStacktraceEnabled: Bool { flag("spark.sql.connect.serverStacktrace.enabled") }
  /// Whether `${name}` is replaced in SQL text.
  public var variableSubstitution: Bool { flag("spark.sql.variable.substitute") }
}
