import RedstartLogicalPlan
import RedstartTypes

/// Returns the sum of squares of the second column about its mean over the rows in which neither is null.
struct RegressionSXX: SQLFunction {
  static let names = ["regr_sxx"]
  static let documentation = FunctionDocumentation(
    "regr_sxx(expr1, expr2) - Returns the sum of squares of the second column about its mean over the rows in which neither is null.",
    examples: [("SELECT regr_sxx(x, y) FROM VALUES (1, 2), (2, 3), (4, 1) AS t(x, y)", "2.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCovariance(.regressionSXX)
  }
}
