import RedstartLogicalPlan
import RedstartTypes

/// Returns the coefficient of determination over the rows in which neither is null.
struct RegressionR2: SQLFunction {
  static let names = ["regr_r2"]
  static let documentation = FunctionDocumentation(
    "regr_r2(expr1, expr2) - Returns the coefficient of determination over the rows in which neither is null.",
    examples: [("SELECT regr_r2(x, y) FROM VALUES (1, 2), (2, 3), (4, 1) AS t(x, y)", "0.42857142857142866")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCovariance(.regressionR2)
  }
}
