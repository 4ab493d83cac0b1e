extension ErrorCondition {
  /// Conditions of arithmetic and conversions.
  static let castConditions: [String: ErrorCondition] = [
    "REMAINDER_BY_ZERO": ErrorCondition(
      "22012", .arithmetic,
      "Remainder of a division by zero. Use `try_mod` to get NULL instead, or set <config> to \"false\" to bypass this error."),
    "BINARY_ARITHMETIC_OVERFLOW": ErrorCondition(
      "22003", .arithmetic, "<value1> <symbol> <value2> does not fit the type. Use <functionName> to get NULL instead."),
    "CAST_INVALID_INPUT": ErrorCondition(
      "22018", .runtime,
      "The value <expression> of the type <sourceType> is no <targetType>. Correct it, or use `try_cast` to get NULL instead."),
    "CAST_OVERFLOW": ErrorCondition(
      "22003", .arithmetic,
      "The value <value> of the type <sourceType> does not fit <targetType>. Use `try_cast` to get NULL instead."),
    "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION": ErrorCondition(
      "22003", .arithmetic,
      "<value> does not fit DECIMAL(<precision>, <scale>). Set <config> to \"false\" to get NULL instead."),
    "NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION": ErrorCondition(
      "22003", .arithmetic,
      "<originalValue>, rounded to <roundedValue>, does not fit DECIMAL(<precision>, <scale>)."),
    "NUMERIC_OUT_OF_SUPPORTED_RANGE": ErrorCondition(
      "22003", .arithmetic, "The value <value> has more digits than a decimal can hold (38)."),
    "DATETIME_OVERFLOW": ErrorCondition("22008", .arithmetic, "The date or time is out of range: <operation>."),
    "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE": ErrorCondition(
      "22006", .illegalArgument,
      "The text '<input>' is no <intervalStr> interval: <typeName> is written <supportedFormat>."),
    "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING": ErrorCondition(
      "22006", .illegalArgument,
      "The text '<input>' is no <intervalStr> interval: <typeName> is written <supportedFormat>."),
    "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING": ErrorCondition(
      "22006", .illegalArgument, "The text '<input>' is no <interval> interval: a number is out of range."),
    "INVALID_INTERVAL_FORMAT.INPUT_IS_EMPTY": ErrorCondition(
      "22006", .illegalArgument, "The text '<input>' is no interval: it is empty."),
    "INVALID_INTERVAL_FORMAT.UNRECOGNIZED_NUMBER": ErrorCondition(
      "22006", .illegalArgument, "The text '<input>' is no interval: '<number>' is no number."),
    "INVALID_INTERVAL_FORMAT.MISSING_UNIT": ErrorCondition(
      "22006", .illegalArgument, "The text '<input>' is no interval: a unit is missing after '<word>'."),
    "INVALID_INTERVAL_FORMAT.INVALID_UNIT": ErrorCondition(
      "22006", .illegalArgument, "The text '<input>' is no interval: there is no unit '<unit>'."),
  ]
}
