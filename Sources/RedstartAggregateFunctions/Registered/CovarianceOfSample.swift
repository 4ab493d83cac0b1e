import RedstartLogicalPlan
import RedstartTypes

/// Returns the sample covariance over the rows in which neither is null.
struct CovarianceOfSample: SQLFunction {
  static let names = ["covar_samp"]
  static let documentation = FunctionDocumentation(
    "covar_samp(expr1, expr2) - Returns the sample covariance over the rows in which neither is null.",
    examples: [("SELECT covar_samp(x, y) FROM VALUES (1, 2), (2, 3), (4, 1) AS t(x, y)", "-1.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCovariance(.covarianceOfSample)
  }
}
