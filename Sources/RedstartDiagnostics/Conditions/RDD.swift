extension ErrorCondition {
  /// Conditions of RDDs. Apache Spark numbers most of them and gives them no SQLSTATE; those of bad arguments have no name there.
  static let rddConditions: [String: ErrorCondition] = [
    "INVALID_RDD_ARGUMENT": ErrorCondition("22023", .illegalArgument, "<message>."),
    "INVALID_PARTITION_NUMBER": ErrorCondition(
      "22023", .illegalArgument,
      "The partitioner put a key into partition <partition>, but it has <count> partitions, numbered from 0."),
    "_LEGACY_ERROR_TEMP_3012": ErrorCondition(
      "XXKD0", .unsupportedOperation,
      "The storage level of an RDD cannot be changed once it has one. Call unpersist first."),
    "_LEGACY_ERROR_TEMP_3013": ErrorCondition(
      "XXKD0", .spark, "Only RDDs with the same number of elements in each partition can be zipped."),
    "_LEGACY_ERROR_TEMP_3014": ErrorCondition("XXKD0", .unsupportedOperation, "The RDD is empty."),
    "_LEGACY_ERROR_TEMP_3016": ErrorCondition(
      "XXKD0", .spark, "There is no folder for checkpoints. Call setCheckpointDir first."),
    "CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND": ErrorCondition(
      "56000", .spark,
      "The block <rddBlockId> of a local checkpoint was lost. Its lineage was cut, so it cannot be computed again; checkpoint() keeps "
        + "its data in files."),
    "RDD_ELEMENT_NOT_CODABLE": ErrorCondition(
      "0A000", .unsupportedOperation, "<operation> writes elements to files, but <type> is not Codable. Map to a type that is."),
  ]
}
