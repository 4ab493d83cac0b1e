import RedstartLogicalPlan
import RedstartTypes

/// Returns the value of x beside the least y.
struct MinimumBy: SQLFunction {
  static let names = ["min_by"]
  static let documentation = FunctionDocumentation(
    "min_by(x, y) - Returns the value of x beside the least y.",
    examples: [("SELECT min_by(x, y) FROM VALUES ('a', 10), ('b', 50), ('c', 20) AS t(x, y)", "a")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindExtremeBy(maximum: false)
  }
}
