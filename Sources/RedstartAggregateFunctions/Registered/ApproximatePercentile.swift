import RedstartLogicalPlan
import RedstartTypes

/// Returns the value at a percentage of the ordered values.
struct ApproximatePercentile: SQLFunction {
  static let names = ["percentile_approx", "approx_percentile"]
  static let documentation = FunctionDocumentation(
    "percentile_approx(col, percentage[, accuracy]) - Returns the value at a percentage of the ordered values.",
    examples: [("SELECT percentile_approx(x, 0.5, 100) FROM VALUES (0), (6), (7), (9), (10) AS t(x)", "7")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindApproximatePercentile()
  }
}
