import RedstartLogicalPlan
import RedstartTypes

/// Returns the first value of a group, or the first that is not null.
struct First: SQLFunction {
  static let names = ["first", "first_value"]
  static let documentation = FunctionDocumentation(
    "first(expr[, isIgnoreNull]) - Returns the first value of a group, or the first that is not null.",
    examples: [("SELECT first(x) FROM VALUES (10), (5), (20) AS t(x)", "10")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindFirstLast(last: false)
  }
}
