import RedstartLogicalPlan
import RedstartTypes

/// Returns the last value of a group, or the last that is not null.
struct Last: SQLFunction {
  static let names = ["last", "last_value"]
  static let documentation = FunctionDocumentation(
    "last(expr[, isIgnoreNull]) - Returns the last value of a group, or the last that is not null.",
    examples: [("SELECT last(x) FROM VALUES (10), (5), (20) AS t(x)", "20")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindFirstLast(last: true)
  }
}
