extension ErrorCondition {
  /// Conditions of calls: their arguments' number and types, and values that functions refuse.
  static let functionConditions: [String: ErrorCondition] = [
    "WRONG_NUM_ARGS.WITHOUT_SUGGESTION": ErrorCondition(
      "42605", .analysis,
      "<functionName> takes <expectedNum> arguments, but <actualNum> were given. See <docroot>/sql-ref-functions.html."),
    "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: the <paramIndex> argument must be of type <requiredType>, but <inputSql> is of type <inputType>."
    ),
    "DATATYPE_MISMATCH.DATA_DIFF_TYPES": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: the arguments of <functionName> must share one type, but they are <dataType>."),
    "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: <inputName> must be a constant of type <inputType>, but it is <inputExpr>."),
    "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: <functionName> needs values with an order, and <dataType> has none."),
    "DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: <functionName> takes an <dataType> and a value of its element type, but got <leftType> and <rightType>."
    ),
    "DATATYPE_MISMATCH.BINARY_ARRAY_DIFF_TYPES": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: <functionName> takes two <arrayType> of one element type, but got <leftType> and <rightType>."
    ),
    "DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: <functionName> takes a <dataType> and a key of its key type, but got <leftType> and <rightType>."
    ),
    "DATATYPE_MISMATCH.MAP_CONCAT_DIFF_TYPES": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: the arguments of <functionName> must be maps of one type, but they are <dataType>."),
    "DATATYPE_MISMATCH.NULL_TYPE": ErrorCondition(
      "42K09", .analysis, "The types in <sqlExpr> do not fit: <functionName> takes no untyped NULL."),
    "DATATYPE_MISMATCH.UNEXPECTED_NULL": ErrorCondition(
      "42K09", .analysis, "The types in <sqlExpr> do not fit: <exprName> must not be null."),
    "DATATYPE_MISMATCH.STACK_COLUMN_DIFF_TYPES": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: column <columnIndex> is <leftType> by argument <leftParamIndex>, but <rightType> by argument <rightParamIndex>."
    ),
    "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: <exprName> must lie in <valueRange>, but it is <currentValue>."),
    "DATATYPE_MISMATCH.CREATE_MAP_KEY_DIFF_TYPES": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: the keys of <functionName> must share one type, but they are <dataType>."),
    "DATATYPE_MISMATCH.CREATE_MAP_VALUE_DIFF_TYPES": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: the values of <functionName> must share one type, but they are <dataType>."),
    "DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: the names of fields must be constant strings, but they are <inputExprs>."),
    "DATATYPE_MISMATCH.CANNOT_DROP_ALL_FIELDS": ErrorCondition(
      "42K09", .analysis, "The types in <sqlExpr> do not fit: a struct must keep one of its fields."),
    "DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE": ErrorCondition(
      "42K09", .analysis, "The types in <sqlExpr> do not fit: keys of maps cannot be of type <keyType>."),
    "DATATYPE_MISMATCH.SEQUENCE_WRONG_INPUT_TYPES": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: <functionName> takes <startType> with a step of <stepType>, or <otherStartType> with intervals."
    ),
    "DATATYPE_MISMATCH.HASH_MAP_TYPE": ErrorCondition(
      "42K09", .analysis, "The types in <sqlExpr> do not fit: <functionName> takes no maps."),
    "DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE": ErrorCondition(
      "42K09", .analysis, "The types in <sqlExpr> do not fit: <exprName> must be a single character."),
    "DATATYPE_MISMATCH.WRONG_NUM_ARG_TYPES": ErrorCondition(
      "42K09", .analysis, "The types in <sqlExpr> do not fit: it takes <expectedNum> argument types, but got <actualNum>."),
    "INVALID_ARRAY_INDEX": ErrorCondition(
      "22003", .arrayIndexOutOfBounds,
      "There is no element <indexValue>: the array has <arraySize>. Use `get()` to get NULL instead."),
    "INVALID_ARRAY_INDEX_IN_ELEMENT_AT": ErrorCondition(
      "22003", .arrayIndexOutOfBounds,
      "There is no element <indexValue>: the array has <arraySize>. Use `try_element_at` to get NULL instead."),
    "INVALID_INDEX_OF_ZERO": ErrorCondition(
      "22003", .runtime, "Elements are counted from 1, or from -1 at the end: there is no element 0."),
    "INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX": ErrorCondition(
      "22023", .runtime,
      "The argument <parameter> of <functionName> is out of range: the pattern has groups 0 to <groupCount>, not <groupIndex>."),
    "INVALID_PARAMETER_VALUE.PATTERN": ErrorCondition(
      "22023", .runtime, "The argument <parameter> of <functionName> is no regular expression: <value>."),
    "INVALID_PARAMETER_VALUE.CHARSET": ErrorCondition(
      "22023", .illegalArgument,
      "The argument <parameter> of <functionName> must be one of the charsets <charsets>, not <charset>."),
    "INVALID_PARAMETER_VALUE.START": ErrorCondition(
      "22023", .runtime, "The argument <parameter> of <functionName> must not be 0: elements are counted from 1 or from -1."),
    "INVALID_PARAMETER_VALUE.LENGTH": ErrorCondition(
      "22023", .runtime, "The argument <parameter> of <functionName> must not be negative, but it is <length>."),
    "INVALID_PARAMETER_VALUE.ZERO_INDEX": ErrorCondition(
      "22023", .illegalArgument, "The argument <parameter> of <functionName> must not be 0."),
    "INVALID_PARAMETER_VALUE.DATETIME_UNIT": ErrorCondition(
      "22023", .parse,
      "The argument <parameter> of <functionName> must be a unit without quotes (YEAR, MONTH, DAY, HOUR, …), not the text <invalidValue>."
    ),
    "INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE": ErrorCondition(
      "22023", .illegalArgument,
      "The argument <parameter> of <functionName> must lie between 0 and <upper>, but it is <invalidValue>."),
    "INVALID_REGEXP_REPLACE": ErrorCondition(
      "22023", .runtime,
      "The replacement of `regexp_replace` failed: source <source>, pattern <pattern>, replacement <replacement>, position <position>."
    ),
    "MALFORMED_CHARACTER_CODING": ErrorCondition(
      "22000", .runtime, "The argument of <function> holds characters that the charset <charset> does not have."),
    "CANNOT_DECODE_URL": ErrorCondition("22546", .illegalArgument, "The text is no encoded URL: <url>."),
    "CONVERSION_INVALID_INPUT": ErrorCondition(
      "22018", .runtime, "The text <str> is not in the format <fmt>: no <targetType>. Use <suggestion> to get NULL instead."),
    "USER_RAISED_EXCEPTION": ErrorCondition("P0001", .runtime, "<errorMessage>"),
    "DUPLICATED_MAP_KEY": ErrorCondition(
      "23505", .runtime,
      "The key <key> appears twice in one map. Set <mapKeyDedupPolicy> to \"LAST_WIN\" to keep the last value."),
    "NULL_MAP_KEY": ErrorCondition("2200E", .runtime, "A key of a map must not be null."),
    "COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER": ErrorCondition(
      "54000", .illegalArgument,
      "An array of <numberOfElements> elements is too long: <functionName> makes at most <maxRoundedArrayLength>; see <parameter>."
    ),
    "COLLECTION_SIZE_LIMIT_EXCEEDED.FUNCTION": ErrorCondition(
      "54000", .illegalArgument,
      "An array of <numberOfElements> elements is too long: <functionName> makes at most <maxRoundedArrayLength>."),
    "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION": ErrorCondition(
      "22003", .arithmetic,
      "The number <value> does not fit DECIMAL(<precision>,<scale>). Set <config> to \"false\" to get NULL instead."),
    "NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION": ErrorCondition(
      "22003", .arithmetic,
      "The number <roundedValue> (from <originalValue>) does not fit DECIMAL(<precision>,<scale>)."),
    "BINARY_ARITHMETIC_OVERFLOW": ErrorCondition(
      "22003", .arithmetic,
      "<value1> <symbol> <value2> does not fit the type. Use <functionName> to get NULL instead."),
    "INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION": ErrorCondition(
      "22015", .arithmetic, "The interval is too long. Use <functionName> to get NULL instead."),
    "INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION": ErrorCondition("22015", .arithmetic, "The interval is too long."),
    "INTERVAL_DIVIDED_BY_ZERO": ErrorCondition(
      "22012", .arithmetic, "An interval cannot be divided by zero. Use `try_divide` to get NULL instead."),
    "DATETIME_OVERFLOW": ErrorCondition("22008", .arithmetic, "The date or time is out of range: <operation>."),
    "DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION": ErrorCondition("22023", .dateTime, "<rangeMessage>"),
    "INVALID_FRACTION_OF_SECOND": ErrorCondition(
      "22023", .dateTime, "Seconds lie between 0 and 59, or are 60 without a fraction: not <secAndMicros>."),
    "ILLEGAL_DAY_OF_WEEK": ErrorCondition("22009", .illegalArgument, "There is no day of the week called <string>."),
    "INVALID_EXTRACT_FIELD": ErrorCondition("42601", .analysis, "There is no field <field> in <expr>."),
    "INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION": ErrorCondition(
      "22006", .runtime,
      "An interval with hours, minutes or seconds cannot be added to a date. Convert the date to a timestamp, or set <ansiConfig> to \"false\"."
    ),
    "CANNOT_PARSE_TIMESTAMP": ErrorCondition("22007", .dateTime, "<message>. Use <func> to get NULL instead."),
  ]
}
