extension ErrorCondition {
  static let executionConditions: [String: ErrorCondition] = [
    "UNABLE_TO_ACQUIRE_MEMORY": ErrorCondition(
      "53200", .spark,
      "The query needs <requestedBytes> more bytes of memory and <receivedBytes> are left. Raise the memory limit or read less."),
    "PATH_ALREADY_EXISTS": ErrorCondition(
      "42K04", .analysis, "The path <outputPath> exists already. Write with mode \"overwrite\" or \"append\", or choose another."),
    "UNSUPPORTED_DATA_SOURCE_SAVE_MODE": ErrorCondition(
      "0A000", .analysis, "The data source <source> cannot be written in the <createMode> mode. Use \"Append\" or \"Overwrite\"."),
    "ALL_PARTITION_COLUMNS_NOT_ALLOWED": ErrorCondition(
      "KD005", .analysis, "All columns are partition columns. Leave at least one for the files."),
    "TASK_WRITE_FAILED": ErrorCondition("58030", .spark, "Writing to <path> failed."),
    "TASK_FAILED": ErrorCondition(
      "58000", .spark, "Task <task> of stage <stage> failed <attempts> times and was given up."),
  ]
}
