import RedstartLogicalPlan
import RedstartTypes

/// Returns the slope of the least-squares line over the rows in which neither is null.
struct RegressionSlope: SQLFunction {
  static let names = ["regr_slope"]
  static let documentation = FunctionDocumentation(
    "regr_slope(expr1, expr2) - Returns the slope of the least-squares line over the rows in which neither is null.",
    examples: [("SELECT regr_slope(x, y) FROM VALUES (1, 2), (2, 3), (4, 1) AS t(x, y)", "-1.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCovariance(.regressionSlope)
  }
}
