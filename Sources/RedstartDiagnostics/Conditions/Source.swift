extension ErrorCondition {
  /// Conditions of reading and writing files.
  static let sourceConditions: [String: ErrorCondition] = [
    "INVALID_SOURCE_OPTION.BOOLEAN": ErrorCondition(
      "22023", .illegalArgument, "The option `<option>` takes true or false, not \"<value>\"."),
    "INVALID_SOURCE_OPTION.INTEGER": ErrorCondition(
      "22023", .illegalArgument, "The option `<option>` takes a whole number, not \"<value>\"."),
    "INVALID_SOURCE_OPTION.NUMBER": ErrorCondition(
      "22023", .illegalArgument, "The option `<option>` takes a number, not \"<value>\"."),
    "INVALID_TIMEZONE": ErrorCondition(
      "22009", .dateTime,
      "There is no time zone <timeZone>. Use a region such as Europe/Zurich or an offset such as +01:00."),
    "INVALID_DATETIME_PATTERN.WITH_SUGGESTION": ErrorCondition(
      "22007", .illegalArgument, "The datetime pattern <pattern> is not valid. The letters it may hold: <docroot>."),
    "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER": ErrorCondition(
      "22007", .illegalArgument, "The datetime pattern <pattern> may not hold the letter <c>."),
    "INVALID_DATETIME_PATTERN.LENGTH": ErrorCondition(
      "22007", .illegalArgument, "The datetime pattern <pattern> repeats a letter too often."),
    "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN": ErrorCondition(
      "42K0B", .illegalArgument,
      "The letter <c> counts weeks, which datetime patterns do not support. Use the SQL function `EXTRACT` instead."),
    "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION": ErrorCondition(
      "42K0B", .upgrade,
      "The datetime pattern <pattern> was valid in Spark 2 and is not any more. The letters it may hold: <docroot>."),
    "INVALID_SOURCE_OPTION.POSITIVE": ErrorCondition(
      "22023", .illegalArgument, "The option `<option>` takes a number above 0, not <value>."),
    "OPTION_VALUE_EXCEEDS_ONE_CHARACTER": ErrorCondition(
      "22023", .spark, "The option `<paramName>` takes one character, not \"<actualValue>\"."),
    "INVALID_LINE_SEPARATOR.EMPTY": ErrorCondition("22023", .illegalArgument, "The line separator may not be empty."),
    "INVALID_LINE_SEPARATOR.TOO_LONG": ErrorCondition(
      "22023", .illegalArgument, "The line separator has <length> characters. It takes one or two."),
    "INVALID_DELIMITER_VALUE.EMPTY_STRING": ErrorCondition("42602", .illegalArgument, "The separator may not be empty."),
    "INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH": ErrorCondition(
      "42602", .illegalArgument, "A single backslash is no separator. Write two of them."),
    "INVALID_DELIMITER_VALUE.UNSUPPORTED_SPECIAL_CHARACTER": ErrorCondition(
      "42602", .illegalArgument, "The separator <str> has an escape that is not known."),
    "INVALID_PARAMETER_VALUE.CHARSET": ErrorCondition(
      "22023", .illegalArgument,
      "The character set <charset> of <parameter> in <functionName> is not known. There are <charsets>."),
    "MALFORMED_CSV_RECORD": ErrorCondition("KD000", .spark, "A CSV record cannot be read: <badRecord>"),
    "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION": ErrorCondition(
      "22023", .spark,
      "The record <badRecord> does not fit the schema. The mode <failFastMode> stops at such records; PERMISSIVE gives nulls."),
    "INVALID_CORRUPT_RECORD_TYPE": ErrorCondition(
      "42804", .analysis, "The column <columnName> for bad records is a nullable STRING, not <actualType>."),
    "UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN": ErrorCondition(
      "0A000", .analysis,
      "A query of raw files cannot ask for the column of bad records alone. Select another column too, or cache first."),
    "FAILED_READ_FILE.NO_HINT": ErrorCondition("KD001", .spark, "The file <path> cannot be read."),
    "FAILED_READ_FILE.FILE_NOT_EXIST": ErrorCondition(
      "KD001", .spark, "The file <path> does not exist any more. Refresh the table or DataFrame that reads it."),
    "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER": ErrorCondition(
      "KD001", .spark, "The file <path> has no readable footer: it is not a Parquet file, or it is damaged."),
    "FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH": ErrorCondition(
      "KD001", .spark,
      "The Parquet column <column> of the file <path> holds <actualType> and cannot be read as <expectedType>."),
    "FAILED_READ_FILE.CORRUPT_BLOCK": ErrorCondition("KD001", .spark, "Compressed data cannot be read: <what> (<codec>)."),
    "UNABLE_TO_INFER_SCHEMA": ErrorCondition(
      "42KD9", .analysis, "There is no data of format <format> to find a schema in. Declare the schema instead."),
    "CANNOT_MERGE_SCHEMAS": ErrorCondition(
      "42KD9", .spark, "The schemas of the files do not fit together: <left> and <right>."),
    "PARQUET_TYPE_ILLEGAL": ErrorCondition("42846", .analysis, "The Parquet type <parquetType> has no counterpart."),
    "UNSUPPORTED_TIME_TYPE": ErrorCondition("0A000", .analysis, "The data type TIME is not supported."),
    "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION": ErrorCondition(
      "56038", .illegalArgument, "The codec <codecName> is not available. There are <availableCodecs>."),
    "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE": ErrorCondition(
      "0A000", .analysis, "The format <format> cannot store the column <columnName> of type <columnType>."),
    "TASK_WRITE_FAILED": ErrorCondition("58030", .spark, "The file <path> cannot be written."),
    "INVALID_SOURCE_OPTION.CHOICE": ErrorCondition(
      "22023", .illegalArgument, "The option `<option>` takes one of <choices>, not \"<value>\"."),
  ]
}
