import RedstartLogicalPlan
import RedstartTypes

/// Returns the value of x beside the greatest y.
struct MaximumBy: SQLFunction {
  static let names = ["max_by"]
  static let documentation = FunctionDocumentation(
    "max_by(x, y) - Returns the value of x beside the greatest y.",
    examples: [("SELECT max_by(x, y) FROM VALUES ('a', 10), ('b', 50), ('c', 20) AS t(x, y)", "b")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindExtremeBy(maximum: true)
  }
}
