extension ErrorCondition {
  static let parserConditions: [String: ErrorCondition] = [
    // Schema text
    "PARSE_SYNTAX_ERROR": ErrorCondition("42601", .parse, "The syntax is wrong at or near <error><hint>."),
    "PARSE_EMPTY_STATEMENT": ErrorCondition("42617", .parse, "The statement is empty."),
    "FAILED_TO_PARSE_TOO_COMPLEX": ErrorCondition(
      "54001", .parse, "The text is too deeply nested to be parsed. Split it into simpler parts."),
    "UNSUPPORTED_DATATYPE": ErrorCondition("0A000", .parse, "The data type <typeName> is not supported."),
    "DATATYPE_MISSING_SIZE": ErrorCondition("42K01", .parse, "The data type <type> needs a length, such as <type>(10)."),
    "INCOMPLETE_TYPE_DEFINITION.ARRAY": ErrorCondition(
      "42K01", .parse, "The type \"ARRAY\" needs the type of its elements, such as \"ARRAY<elementType>\"."),
    "INCOMPLETE_TYPE_DEFINITION.MAP": ErrorCondition(
      "42K01", .parse, "The type \"MAP\" needs the types of its keys and values."),
    "INCOMPLETE_TYPE_DEFINITION.STRUCT": ErrorCondition(
      "42K01", .parse, "The type \"STRUCT\" needs at least one field with its type."),
    "INVALID_IDENTIFIER": ErrorCondition(
      "42602", .parse, "The name <ident> needs back-ticks: `<ident>`. Only ASCII letters, digits and underscores go without."),
    "INVALID_JSON_DATA_TYPE": ErrorCondition(
      "2203G", .illegalArgument, "The JSON text '<invalidType>' does not describe a data type."),
    "FAILED_PARSE_STRUCT_TYPE": ErrorCondition("22018", .runtime, "The text does not describe a struct: <raw>."),
    "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION": ErrorCondition(
      "22003", .arithmetic, "A decimal of <precision> digits exceeds the maximum of <maxPrecision>."),
    "DECIMAL_SCALE_EXCEEDS_PRECISION": ErrorCondition(
      "22003", .parse, "A decimal's scale (<scale>) cannot exceed its precision (<precision>)."),
  ]
}
