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
    // Statements
    "UNCLOSED_BRACKETED_COMMENT": ErrorCondition("42601", .parse, "A comment is opened with /* and never closed with */."),
    "INVALID_NUMERIC_LITERAL_RANGE": ErrorCondition(
      "22003", .parse, "The number <rawStrippedQualifier> does not fit <typeName>, which reaches from <minValue> to <maxValue>."),
    "INVALID_TYPED_LITERAL": ErrorCondition("42604", .parse, "The text <value> is no value of the type <valueType>."),
    "UNSUPPORTED_TYPED_LITERAL": ErrorCondition(
      "0A000", .parse, "Literals of the type <unsupportedType> do not exist. Those of <supportedTypes> do."),
    "INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION": ErrorCondition(
      "22006", .parse, "The interval '<input>' is too long to be held."),
    "INVALID_INTERVAL_FORMAT.INVALID_FRACTION": ErrorCondition(
      "22006", .parse, "The interval '<input>' has a fraction; only seconds may have one, of up to nine digits, not <unit>."),
    "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING": ErrorCondition(
      "22006", .parse, "The text '<input>' is no <interval> interval: a field is out of its range."),
    "INVALID_INTERVAL_FORMAT.UNSUPPORTED_FROM_TO_EXPRESSION": ErrorCondition(
      "22006", .parse, "The interval '<input>' cannot reach from <from> to <to>."),
    "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE": ErrorCondition(
      "22006", .parse, "The text '<input>' is no <intervalStr> interval. Write <typeName> as <supportedFormat>."),
    "INVALID_INTERVAL_FORMAT.TIMEZONE_INTERVAL_OUT_OF_RANGE": ErrorCondition(
      "22006", .parse, "A time zone offset lies between -18 and +18 hours and has whole seconds."),
    "INVALID_TABLESAMPLE_FRACTION": ErrorCondition(
      "22023", .parse, "A sample takes between 0 and 100 percent of the rows; the fraction <fraction> is outside."),
    "DUPLICATED_CTE_NAMES": ErrorCondition("42602", .parse, "The WITH clause defines <duplicateNames> more than once."),
    "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH": ErrorCondition(
      "42000", .parse, "Row <rowIndex> of VALUES has <actualNumCols> columns where <expectedNumCols> are expected."),
    "INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE": ErrorCondition(
      "42000", .parse, "The list behind IN is empty. Name at least one value."),
    "INVALID_SQL_SYNTAX.EMPTY_REFRESH_RESOURCE_PATH": ErrorCondition(
      "42000", .parse, "REFRESH needs a path or a table: REFRESH TABLE name."),
    "INVALID_SQL_SYNTAX.REPETITIVE_WINDOW_DEFINITION": ErrorCondition(
      "42000", .parse, "The window <windowName> is defined twice."),
    "INVALID_SQL_SYNTAX.UNRESOLVED_WINDOW_REFERENCE": ErrorCondition(
      "42000", .parse, "The window <windowName> is not defined before it is used."),
    "INVALID_RESET_COMMAND_FORMAT": ErrorCondition(
      "42000", .parse, "RESET takes no key or one. Put a key with unusual characters between back-ticks."),
    "INVALID_SET_SYNTAX": ErrorCondition(
      "42000", .parse, "SET takes nothing, a key, or key=value. Put a key with unusual characters between back-ticks."),
    "UNSUPPORTED_FEATURE.COMBINATION_QUERY_RESULT_CLAUSES": ErrorCondition(
      "0A000", .parse, "ORDER BY, SORT BY, DISTRIBUTE BY and CLUSTER BY cannot be combined this way."),
    "MISSING_WINDOW_SPECIFICATION": ErrorCondition(
      "42P20", .analysis,
      "The window <windowName> is not defined in the WINDOW clause. See <docroot>/sql-ref-syntax-qry-select-window.html."),
    "INCOMPATIBLE_JOIN_TYPES": ErrorCondition("42613", .parse, "A join cannot be <joinType1> and <joinType2> at once."),
    "GROUPING_SIZE_LIMIT_EXCEEDED": ErrorCondition("54000", .analysis, "There are more than <maxSize> grouping sets."),
    "INVALID_ESCAPE_CHAR": ErrorCondition("42604", .parse, "The escape <sqlExpr> must be one character."),
    "TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS": ErrorCondition(
      "428EK", .parse, "A temporary view has a plain name; <actualName> has a database in front."),
    "_LEGACY_ERROR_TEMP_0016": ErrorCondition(
      "42601", .parse, "'<bytesStr>' is no sample size. Write a percentage, as in (10 PERCENT), or (10 ROWS)."),
    "_LEGACY_ERROR_TEMP_0026": ErrorCondition("", .parse, "The value '<value>' of an interval is no number."),
    "_LEGACY_ERROR_TEMP_0027": ErrorCondition("42601", .parse, "The value of an interval with TO must be a string."),
    "_LEGACY_ERROR_TEMP_0029": ErrorCondition(
      "42601", .parse, "An interval cannot mix years or months with days or parts of days: <literal>."),
    "_LEGACY_ERROR_TEMP_0045": ErrorCondition(
      "42601", .parse, "SET TIME ZONE takes a zone between quotes, LOCAL, or an INTERVAL."),
    "_LEGACY_ERROR_TEMP_0063": ErrorCondition("42601", .parse, "<msg>."),
    "INVALID_SQL_SYNTAX.EMPTY_QUANTIFIED_PATTERN": ErrorCondition(
      "42000", .parse, "The list of patterns behind ANY or ALL is empty."),
    "_LEGACY_ERROR_TEMP_3179": ErrorCondition("22023", .illegalArgument, "<message>."),
  ]
}
