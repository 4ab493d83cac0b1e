import RedstartLogicalPlan
import RedstartTypes

/// Returns the intercept of the least-squares line over the rows in which neither is null.
struct RegressionIntercept: SQLFunction {
  static let names = ["regr_intercept"]
  static let documentation = FunctionDocumentation(
    "regr_intercept(expr1, expr2) - Returns the intercept of the least-squares line over the rows in which neither is null.",
    examples: [("SELECT regr_intercept(x, y) FROM VALUES (1, 2), (2, 3), (4, 1) AS t(x, y)", "4.333333333333333")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCovariance(.regressionIntercept)
  }
}
