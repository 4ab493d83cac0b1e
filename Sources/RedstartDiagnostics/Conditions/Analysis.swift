extension ErrorCondition {
  /// Conditions of names, types and shapes that analysis finds wrong.
  static let analysisConditions: [String: ErrorCondition] = names.merging(shapes) { first, _ in first }
    .merging(windowConditions) { first, _ in first }
    .merging(types) { first, _ in first }.merging(catalog) { first, _ in first }

  private static func analysis(_ state: String, _ sentence: String) -> ErrorCondition {
    ErrorCondition(state, .analysis, sentence)
  }

  private static let names: [String: ErrorCondition] = [
    "UNRESOLVED_COLUMN.WITH_SUGGESTION": analysis(
      "42703", "There is no column, variable or function parameter named <objectName>. Similar names: [<proposal>]."),
    "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION": analysis(
      "42703", "There is no column, variable or function parameter named <objectName>."),
    "UNRESOLVED_COLUMN_AMONG_FIELD_NAMES": analysis("42703", "There is no column <colName> among (<fieldNames>)."),
    "UNRESOLVED_ROUTINE": analysis("42883", "There is no function <routineName> on the search path <searchPath>."),
    "UNRESOLVED_USING_COLUMN_FOR_JOIN": analysis(
      "42703", "The USING column <colName> is missing on the <side> side of the join, whose columns are: [<suggestion>]."),
    "UNRESOLVED_ALL_IN_GROUP_BY": analysis(
      "42803", "GROUP BY ALL cannot tell the grouping columns from this SELECT list. Name them."),
    "UNBOUND_SQL_PARAMETER": analysis("42P02", "The parameter <name> has no value. Pass one in the arguments of the query."),
    "AMBIGUOUS_REFERENCE": analysis("42704", "The name <name> can mean any of <referenceNames>."),
    "AMBIGUOUS_COLUMN_REFERENCE": analysis(
      "42702",
      "The column <name> belongs to a DataFrame that takes part several times. Give the DataFrames aliases and use those."),
    "AMBIGUOUS_COLUMN_OR_FIELD": analysis("42702", "The column or field <name> is there <n> times."),
    "AMBIGUOUS_LATERAL_COLUMN_ALIAS": analysis("42702", "The column alias <name> is defined <n> times in this list."),
    "AMBIGUOUS_REFERENCE_TO_FIELDS": analysis("42000", "The field <field> is <count> times in the struct."),
    "CANNOT_RESOLVE_DATAFRAME_COLUMN": analysis(
      "42704", "The column <name> belongs to a DataFrame that does not take part in this one."),
    "CANNOT_RESOLVE_STAR_EXPAND": analysis(
      "42704", "<targetString>.* stands for nothing. The columns are: <columns>."),
    "FIELD_NOT_FOUND": analysis("42704", "There is no field <fieldName> among <fields>."),
    "INVALID_EXTRACT_BASE_FIELD_TYPE": analysis(
      "42000", "Nothing can be taken out of <base>: it is of type <other>, not a struct, array or map."),
    "INVALID_EXTRACT_FIELD_TYPE": analysis("42000", "A field name must be a constant string, not <extraction>."),
    "INVALID_USAGE_OF_STAR_OR_REGEX": analysis("42000", "<elem> cannot stand in <prettyName>."),
    "COLUMN_ALREADY_EXISTS": analysis("42711", "The column <columnName> is there already. Choose another name."),
    "DUPLICATED_CTE_NAMES": analysis("42602", "The names <duplicateNames> are defined twice in one WITH."),
    "NUM_COLUMNS_MISMATCH_TO_DF": analysis("42826", "toDF was given <actual> names for <expected> columns."),
  ]

  private static let shapes: [String: ErrorCondition] = [
    "MISSING_AGGREGATION": analysis(
      "42803", "The expression <expression> is neither grouped nor aggregated. Group by it, or use <expressionAnyValue>."),
    "MISSING_GROUP_BY": analysis("42803", "The query aggregates some columns and names others. Add a GROUP BY."),
    "NESTED_AGGREGATE_FUNCTION": analysis("42607", "Aggregate functions cannot take aggregate functions. Use a subquery."),
    "AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION": analysis(
      "42845", "The aggregate function <sqlExpr> takes an argument that changes from call to call."),
    "INVALID_AGGREGATE_FILTER.NOT_BOOLEAN": analysis("42903", "The FILTER expression <filterExpr> is not a boolean."),
    "INVALID_WHERE_CONDITION": analysis(
      "42903", "The WHERE condition <condition> holds what cannot stand there: <expressionList>."),
    "GROUP_BY_AGGREGATE": analysis("42903", "GROUP BY cannot hold the aggregate function <sqlExpr>."),
    "GROUP_BY_POS_AGGREGATE": analysis("42903", "GROUP BY position <index> is an aggregate: <aggExpr>."),
    "GROUP_BY_POS_OUT_OF_RANGE": analysis("42805", "GROUP BY position <index> is not within 1 and <size>."),
    "ORDER_BY_POS_OUT_OF_RANGE": analysis("42805", "ORDER BY position <index> is not within 1 and <size>."),
    "GROUP_EXPRESSION_TYPE_IS_NOT_ORDERABLE": analysis("42822", "Rows cannot be grouped by <sqlExpr> of type <dataType>."),
    "UNSUPPORTED_GROUPING_EXPRESSION": analysis(
      "42K0E", "grouping() and grouping_id() need GROUPING SETS, CUBE or ROLLUP."),
    "GROUPING_COLUMN_MISMATCH": analysis(
      "42803", "grouping(<grouping>) is not about one of the grouping columns <groupingColumns>."),
    "GROUPING_ID_COLUMN_MISMATCH": analysis(
      "42803", "grouping_id(<groupingIdColumn>) is not about the grouping columns <groupByColumns>."),
    "UNSUPPORTED_EXPR_FOR_OPERATOR": analysis("42K0E", "The operator <operator> cannot hold <invalidExprSqls>."),
    "JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE": analysis(
      "42K0E", "The join condition <joinCondition> is of type <conditionType>, not a boolean."),
    "NUM_COLUMNS_MISMATCH": analysis(
      "42826",
      "<operator> needs inputs of equally many columns: the first has <firstNumColumns>, the <invalidOrdinalNum> has <invalidNumColumns>."
    ),
    "INCOMPATIBLE_COLUMN_TYPE": analysis(
      "42825",
      "<operator> cannot bring the <columnOrdinalNumber> column of the <tableOrdinalNumber> table, <dataType1>, together with <dataType2>.<hint>"
    ),
    "ASSIGNMENT_ARITY_MISMATCH": analysis("42802", "There are <numTarget> columns but <numExpr> names or values for them."),
    "INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE": analysis("42K0E", "The <name> expression <expr> is not a constant."),
    "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE": analysis(
      "42K0E", "The <name> expression <expr> must be a whole number, not <dataType>."),
    "INVALID_LIMIT_LIKE_EXPRESSION.IS_NULL": analysis("42K0E", "The <name> expression <expr> is null."),
    "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE": analysis("42K0E", "The <name> expression <expr> is negative: <v>."),
    "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN": analysis(
      "42823", "A scalar subquery returns one column, not <number>."),
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY": analysis(
      "0A000", "A scalar subquery that refers to the query around it cannot stand in this operator: <treeNode>"),
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED": analysis(
      "0A000", "The subquery refers to the query around it in a place where it cannot: <treeNode>"),
    "UNSUPPORTED_GENERATOR.MULTI_GENERATOR": analysis("42K0E", "A SELECT list takes one generator, not <num>: <generators>."),
    "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS": analysis("42K0E", "A generator cannot stand inside <expression>."),
    "UNSUPPORTED_GENERATOR.NOT_GENERATOR": analysis("42K0E", "<functionName> makes no rows: it is a <classCanonicalName>."),
    "UNSUPPORTED_GENERATOR.OUTSIDE_SELECT": analysis("42K0E", "A generator cannot stand outside of a SELECT list: <plan>"),
    "UDTF_ALIAS_NUMBER_MISMATCH": analysis(
      "42802", "The generator makes <aliasesSize> columns, but the names given are <aliasesNames>."),
    "MULTI_ALIAS_WITHOUT_GENERATOR": analysis("42K0E", "<expr> makes one column and cannot have the names <names>."),
    "NUM_TABLE_VALUE_ALIASES_MISMATCH": analysis(
      "42826", "<funcName> makes <outColsNum> columns, not <aliasesNum> as named."),
    "NOT_A_TABLE_FUNCTION": analysis("42887", "<functionName> makes no table and cannot stand in FROM."),
    "UNRESOLVABLE_TABLE_VALUED_FUNCTION": analysis("42883", "There is no table function <name>."),
    "ROUTINE_NOT_FOUND": analysis("42883", "There is no function <routineName>."),
    "UNPIVOT_REQUIRES_VALUE_COLUMNS": analysis("42K0A", "UNPIVOT needs at least one value column."),
    "UNPIVOT_VALUE_DATA_TYPE_MISMATCH": analysis("42K09", "The value columns of UNPIVOT have no common type: <types>."),
    "_LEGACY_ERROR_TEMP_2114": ErrorCondition("22023", .illegalArgument, "There is no statistic <statistics>."),
    "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX": analysis(
      "42000", "The function <prettyName> does not take <syntax>."),
  ]

  private static let types: [String: ErrorCondition] = {
    var table: [String: ErrorCondition] = [:]
    for (kind, sentence) in [
      ("BINARY_OP_DIFF_TYPES", "the sides are of different types: <left> and <right>."),
      ("BINARY_OP_WRONG_TYPE", "the operator takes <inputType>, not <actualDataType>."),
      (
        "UNEXPECTED_INPUT_TYPE",
        "the <paramIndex> parameter must be of type <requiredType>, but <inputSql> is of type <inputType>."
      ),
      ("DATA_DIFF_TYPES", "the inputs of <functionName> must be of one type, but are <dataType>."),
      ("INVALID_ORDERING_TYPE", "<functionName> cannot order values of type <dataType>."),
      ("FILTER_NOT_BOOLEAN", "the filter <filter> is of type <type>, not a boolean."),
      ("CAST_WITHOUT_SUGGESTION", "<srcType> cannot be cast to <targetType>."),
      ("CAST_WITH_FUNC_SUGGESTION", "<srcType> cannot be cast to <targetType>. Use <functionNames> instead."),
      (
        "CAST_WITH_CONF_SUGGESTION",
        "<srcType> cannot be cast to <targetType> with ANSI mode on. Set <config> to <configVal> to allow it."
      ),
      ("IN_SUBQUERY_LENGTH_MISMATCH", "IN has <leftLength> values <leftColumns> for <rightLength> columns <rightColumns>."),
      ("IN_SUBQUERY_DATA_TYPE_MISMATCH", "IN compares <leftType> with <rightType>: <mismatchedColumns>."),
    ] {
      table["DATATYPE_MISMATCH." + kind] = analysis("42K09", "<sqlExpr> has wrong types: " + sentence)
    }
    table["NULLABLE_COLUMN_OR_FIELD"] = analysis("42000", "The column or field <name> can be null, the wanted one cannot.")
    table["INVALID_COLUMN_OR_FIELD_DATA_TYPE"] = analysis(
      "42000", "The column or field <name> is of type <type> where <expectedType> is wanted.")
    return table
  }()

  private static let catalog: [String: ErrorCondition] = [
    "TABLE_OR_VIEW_NOT_FOUND": analysis(
      "42P01", "There is no table or view <relationName>. Searched: <searchPath>."),
    "TABLE_OR_VIEW_ALREADY_EXISTS": analysis("42P07", "There is a table or view <relationName> already."),
    "TEMP_TABLE_OR_VIEW_ALREADY_EXISTS": analysis("42P07", "There is a temporary view <relationName> already."),
    "VIEW_NOT_FOUND": analysis("42P01", "There is no view <relationName>."),
    "EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE": analysis("42809", "<operation> takes a view; <tableName> is a table."),
    "EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE": analysis("42809", "<operation> takes a table; <viewName> is a view."),
    "SCHEMA_NOT_FOUND": analysis("42704", "There is no schema <schemaName>."),
    "SCHEMA_ALREADY_EXISTS": analysis("42P06", "There is a schema <schemaName> already."),
    "SCHEMA_NOT_EMPTY": analysis("2BP01", "The schema <schemaName> is not empty. Drop its tables, or add CASCADE."),
    "REQUIRES_SINGLE_PART_NAMESPACE": analysis(
      "42K05", "<sessionCatalog> takes names of one schema and one table, not <identifier>."),
    "DATA_SOURCE_NOT_FOUND": ErrorCondition("42K02", .classNotFound, "There is no data source <provider>."),
    "PATH_NOT_FOUND": analysis("42K03", "There is no file or folder <path>."),
    "UNABLE_TO_INFER_SCHEMA": analysis("42KD9", "No schema can be found for <format>: there are no files. Give one."),
    "CONFLICTING_PARTITION_COLUMN_NAMES": analysis(
      "KD009", "The folders give different partition columns:<distinctPartColLists>\nLook at <suspiciousPaths>"),
  ]
}
