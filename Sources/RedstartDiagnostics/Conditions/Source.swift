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
      "42K0B", .runtime,
      "The datetime pattern <pattern> was valid in Spark 2 and is not any more. The letters it may hold: <docroot>."),
  ]
}
