extension ErrorCondition {
  /// Conditions of subqueries, function literals, pivots, recursion and variables.
  static let queryConditions: [String: ErrorCondition] = [
    "SCALAR_SUBQUERY_TOO_MANY_ROWS": ErrorCondition(
      "21000", .spark, "A subquery in an expression must return one row at most. Aggregate it, or add LIMIT 1."),
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.MUST_AGGREGATE_CORRELATED_SCALAR_SUBQUERY": ErrorCondition(
      "0A000", .analysis, "A correlated subquery in an expression must aggregate its rows to one."),
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.AGGREGATE_FUNCTION_MIXED_OUTER_LOCAL_REFERENCES": ErrorCondition(
      "0A000", .analysis, "The aggregate function <function> mixes columns of the subquery with those of the query around it."),
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.HIGHER_ORDER_FUNCTION": ErrorCondition(
      "0A000", .analysis, "A subquery cannot stand inside a function literal."),
    "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH": ErrorCondition(
      "42K0D", .analysis, "A function literal of <expectedNumArgs> variables was given where <actualNumArgs> are passed."),
    "INVALID_LAMBDA_FUNCTION_CALL.DUPLICATE_ARG_NAMES": ErrorCondition(
      "42K0D", .analysis, "The variables of a function literal must have different names: <args>."),
    "INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION": ErrorCondition(
      "42K0D", .analysis, "The function <class> takes no function literals."),
    "INVALID_LAMBDA_FUNCTION_CALL.PARAMETER_DOES_NOT_ACCEPT_LAMBDA_FUNCTION": ErrorCondition(
      "42K0D", .analysis, "A function literal stands where its function takes a value."),
    "DATATYPE_MISMATCH.UNEXPECTED_RETURN_TYPE": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: the function literal of <functionName> must return <expectedType>, but it returns <actualType>."
    ),
    "DATATYPE_MISMATCH.MAP_ZIP_WITH_DIFF_TYPES": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: the maps of <functionName> must have keys of one type, but they are <leftType> and <rightType>."
    ),
    "INVALID_SCHEMA.NON_STRING_LITERAL": ErrorCondition(
      "42K07", .analysis, "A schema must be a constant text, not <inputSchema>."),
    "INVALID_OPTIONS.NON_STRING_TYPE": ErrorCondition(
      "42K06", .analysis, "Options must be a map of texts, not <mapType>."),
    "DATATYPE_MISMATCH.INVALID_JSON_SCHEMA": ErrorCondition(
      "42K09", .analysis, "The types in <sqlExpr> do not fit: <schema> cannot be written as JSON."),
    "INVALID_URL": ErrorCondition("22P02", .illegalArgument, "<url> is no URL. Use <suggestion> to get NULL instead."),
    "DATATYPE_MISMATCH.INVALID_ARG_VALUE": ErrorCondition(
      "42K09", .analysis,
      "The types in <sqlExpr> do not fit: <inputName> must be a <requireType> of <validValues>, not <inputValue>."),
    "COMPARATOR_RETURNS_NULL": ErrorCondition(
      "22004", .spark,
      "The comparator returned NULL for <firstValue> and <secondValue>. It must return a positive number, 0 or a negative one."),
    "PIVOT_VALUE_DATA_TYPE_MISMATCH": ErrorCondition(
      "42K09", .analysis, "The value <value> of a pivot is of type <valueType>, which does not fit its column's type <pivotType>."
    ),
    "NON_LITERAL_PIVOT_VALUES": ErrorCondition("42K08", .analysis, "A value of a pivot must be a constant, not <expression>."),
    "INCOMPARABLE_PIVOT_COLUMN": ErrorCondition("42818", .analysis, "The column <columnName> of a pivot cannot be compared."),
    "_LEGACY_ERROR_TEMP_1006": ErrorCondition("", .analysis, "An aggregate function is wanted in a pivot, not <sql>."),
    "_LEGACY_ERROR_TEMP_1324": ErrorCondition(
      "", .analysis, "The pivot column <pivotColumn> has more than <maxValues> values. Name the wanted ones, or raise <conf>."),
    "RECURSION_LEVEL_LIMIT_EXCEEDED": ErrorCondition(
      "42836", .spark, "The recursion went <levelLimit> levels deep without an end. Add a condition, or raise the limit."),
    "RECURSION_ROW_LIMIT_EXCEEDED": ErrorCondition(
      "42836", .spark, "The recursion made <rowLimit> rows without an end. Add a condition, or raise the limit."),
    "INVALID_RECURSIVE_CTE": ErrorCondition(
      "42836", .analysis, "A recursive common table must be an anchor UNION ALL a query that refers to it."),
    "INVALID_RECURSIVE_REFERENCE.NUMBER": ErrorCondition(
      "42836", .analysis, "A recursive query may refer to itself only once."),
    "INVALID_RECURSIVE_REFERENCE.PLACE": ErrorCondition(
      "42836", .analysis,
      "A recursive query cannot refer to itself on the outer side of a join, below an aggregate, or in a subquery."),
    "INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE": ErrorCondition(
      "42000", .parse, "The values of the column <colName> of the inline table have no common type."),
    "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH": ErrorCondition(
      "42000", .parse, "Row <rowIndex> of the inline table has <actualNumCols> values for <expectedNumCols> columns."),
    "INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE": ErrorCondition(
      "42000", .analysis, "The expression <expr> cannot stand in an inline table: it is no constant."),
    "UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE": ErrorCondition(
      "0A000", .analysis, "The column <colName> is of type <dataType>: rows with maps cannot be compared by set operations."),
    "INVALID_FORMAT.ESC_AT_THE_END": ErrorCondition(
      "42601", .analysis, "The pattern <format> may not end with its escape character."),
    "INVALID_FORMAT.ESC_IN_THE_MIDDLE": ErrorCondition(
      "42601", .analysis, "The escape character of the pattern <format> may not stand before <char>."),
    "WRONG_NUM_ARGS.WITH_SUGGESTION": ErrorCondition(
      "42605", .analysis,
      "<functionName> takes <expectedNum> arguments, but <actualNum> were given. Set <legacyConfKey> to <legacyConfValue> to allow <legacyNum>."
    ),
    "_LEGACY_ERROR_TEMP_2128": ErrorCondition(
      "", .runtime, "The arrays of keys and values must be of one length: <keyArraySize> and <valueArraySize>."),
    "VARIABLE_NOT_FOUND": ErrorCondition("42883", .analysis, "There is no variable <variableName>."),
    "VARIABLE_ALREADY_EXISTS": ErrorCondition(
      "42723", .analysis, "There is a variable <variableName> already. Use DECLARE OR REPLACE."),
    "ROW_SUBQUERY_TOO_MANY_ROWS": ErrorCondition("21000", .runtime, "A row subquery must return one row at most."),
    "INVALID_VARIABLE_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE": ErrorCondition(
      "42K09", .analysis, "EXECUTE IMMEDIATE takes a text, not a value of type <varType>."),
    "NULL_QUERY_STRING_EXECUTE_IMMEDIATE": ErrorCondition("22004", .analysis, "The text of EXECUTE IMMEDIATE is null."),
    "UNSUPPORTED_EXPR_FOR_PARAMETER": ErrorCondition(
      "42K0E", .analysis, "The argument <invalidExprSql> of a query must be a constant or a variable."),
    // A Java exception without a condition of Spark's.
    "": ErrorCondition("", .illegalArgument, "<message>"),
  ]
}
