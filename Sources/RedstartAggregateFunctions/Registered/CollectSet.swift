import RedstartLogicalPlan
import RedstartTypes

/// Returns the different values that are not null as an array.
struct CollectSet: SQLFunction {
  static let names = ["collect_set"]
  static let documentation = FunctionDocumentation(
    "collect_set(expr) - Returns the different values that are not null as an array.",
    examples: [("SELECT sort_array(collect_set(x)) FROM VALUES (1), (2), (1) AS t(x)", "[1, 2]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCollect(isSet: true)
  }
}
