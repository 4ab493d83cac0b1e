import RedstartLogicalPlan
import RedstartTypes

/// Returns some value of a group.
struct AnyValue: SQLFunction {
  static let names = ["any_value"]
  static let documentation = FunctionDocumentation(
    "any_value(expr[, isIgnoreNull]) - Returns some value of a group.",
    examples: [("SELECT any_value(x) FROM VALUES (10), (5), (20) AS t(x)", "10")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindFirstLast(last: false)
  }
}
