import RedstartLogicalPlan
import RedstartTypes

/// Returns Pearson's correlation over the rows in which neither is null.
struct Correlation: SQLFunction {
  static let names = ["corr"]
  static let documentation = FunctionDocumentation(
    "corr(expr1, expr2) - Returns Pearson's correlation over the rows in which neither is null.",
    examples: [("SELECT corr(x, y) FROM VALUES (1, 2), (2, 3), (4, 1) AS t(x, y)", "-0.6546536707079772")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCovariance(.correlation)
  }
}
