import RedstartLogicalPlan
import RedstartTypes

/// Returns the sum of products of both columns about their means over the rows in which neither is null.
struct RegressionSXY: SQLFunction {
  static let names = ["regr_sxy"]
  static let documentation = FunctionDocumentation(
    "regr_sxy(expr1, expr2) - Returns the sum of products of both columns about their means over the rows in which neither is null.",
    examples: [("SELECT regr_sxy(x, y) FROM VALUES (1, 2), (2, 3), (4, 1) AS t(x, y)", "-2.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCovariance(.regressionSXY)
  }
}
