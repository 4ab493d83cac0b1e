import RedstartLogicalPlan
import RedstartTypes

/// Returns the population covariance over the rows in which neither is null.
struct CovarianceOfPopulation: SQLFunction {
  static let names = ["covar_pop"]
  static let documentation = FunctionDocumentation(
    "covar_pop(expr1, expr2) - Returns the population covariance over the rows in which neither is null.",
    examples: [("SELECT covar_pop(x, y) FROM VALUES (1, 2), (2, 3), (4, 1) AS t(x, y)", "-0.6666666666666666")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCovariance(.covarianceOfPopulation)
  }
}
