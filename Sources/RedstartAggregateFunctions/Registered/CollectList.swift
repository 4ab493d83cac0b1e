import RedstartLogicalPlan
import RedstartTypes

/// Returns the values that are not null as an array.
struct CollectList: SQLFunction {
  static let names = ["collect_list", "array_agg"]
  static let documentation = FunctionDocumentation(
    "collect_list(expr) - Returns the values that are not null as an array.",
    examples: [("SELECT collect_list(x) FROM VALUES (1), (2), (1) AS t(x)", "[1, 2, 1]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCollect(isSet: false)
  }
}
