import RedstartLogicalPlan
import RedstartTypes

/// Returns the variance of a sample of the values that are not null.
struct Variance: SQLFunction {
  static let names = ["variance", "var_samp"]
  static let documentation = FunctionDocumentation(
    "variance(expr) - Returns the variance of a sample of the values that are not null.",
    examples: [("SELECT variance(x) FROM VALUES (1), (2), (4) AS t(x)", "2.333333333333333")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindMoments(.varianceOfSample)
  }
}
