extension ErrorCondition {
  /// Conditions that belong to no single area.
  static let generalConditions: [String: ErrorCondition] = [
    "INTERNAL_ERROR": ErrorCondition("XX000", .spark, "<message> This is a fault of Redstart; please report it with the query."),
    "UNSUPPORTED_FEATURE.REDSTART": ErrorCondition(
      "0A000", .unsupportedOperation, "Redstart does not support <feature>. <advice>"),
    "OPERATION_CANCELED": ErrorCondition("HY008", .sparkSQL, "The operation was canceled."),
    "DIVIDE_BY_ZERO": ErrorCondition(
      "22012", .arithmetic,
      "Division by zero. Use `try_divide` to get NULL instead, or set <config> to \"false\" to bypass this error."),
    "ARITHMETIC_OVERFLOW": ErrorCondition(
      "22003", .arithmetic, "<message>.<alternative> Set <config> to \"false\" to bypass this error."),
  ]
}
