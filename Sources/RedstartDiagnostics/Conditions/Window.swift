extension ErrorCondition {
  /// Conditions of window functions.
  static let windowConditions: [String: ErrorCondition] = [
    "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE": window("42601", "The window function <funcName> needs an OVER clause."),
    "WINDOW_FUNCTION_FRAME_NOT_ORDERED": window(
      "42601", "The window function <wf_name> needs an ORDER BY in its window: <wf_expr> OVER (ORDER BY ...)."),
    "WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE": window("42601", "A window function cannot stand in the <clauseName> clause."),
    "UNSUPPORTED_EXPR_FOR_WINDOW": window("42P20", "<sqlExpr> cannot be computed over a window."),
    "DISTINCT_WINDOW_FUNCTION_UNSUPPORTED": window("0A000", "DISTINCT is not possible over a window: <windowExpr>."),
    "INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC": window(
      "42601", "The window of <aggFunc> can have neither ORDER BY nor a frame."),
    "INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND": ErrorCondition(
      "42000", .parse, "The bound of a window frame must be a constant."),
    "DATATYPE_MISMATCH.RANGE_FRAME_INVALID_TYPE": mismatch(
      "a RANGE frame over <orderSpecType> cannot have bounds of type <valueBoundaryType>."),
    "DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER": mismatch(
      "a RANGE frame with offsets needs a single ORDER BY expression, not <orderSpec>."),
    "DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER": mismatch("a RANGE frame needs an ORDER BY."),
    "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_INVALID_BOUND": mismatch(
      "the frame cannot go from <lower> to <upper>."),
    "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE": mismatch(
      "the <location> bound is of type <exprType>, not <expectedType>."),
    "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON": mismatch(
      "the lower bound must be <comparison> the upper bound."),
    "_LEGACY_ERROR_TEMP_1031": ErrorCondition(
      "", .analysis, "A window function cannot stand inside an aggregate function. Compute it in a subquery."),
    "_LEGACY_ERROR_TEMP_1035": ErrorCondition("", .analysis, "The function <prettyName> takes no window frame."),
    "_LEGACY_ERROR_TEMP_1036": ErrorCondition("", .analysis, "The window frame <wf> must be <required>."),
  ]

  private static func window(_ state: String, _ sentence: String) -> ErrorCondition {
    ErrorCondition(state, .analysis, sentence)
  }

  private static func mismatch(_ reason: String) -> ErrorCondition {
    ErrorCondition("42K09", .analysis, "<sqlExpr> does not fit: " + reason)
  }
}
