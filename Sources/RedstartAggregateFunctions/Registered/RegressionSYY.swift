import RedstartLogicalPlan
import RedstartTypes

/// Returns the sum of squares of the first column about its mean over the rows in which neither is null.
struct RegressionSYY: SQLFunction {
  static let names = ["regr_syy"]
  static let documentation = FunctionDocumentation(
    "regr_syy(expr1, expr2) - Returns the sum of squares of the first column about its mean over the rows in which neither is null.",
    examples: [("SELECT regr_syy(x, y) FROM VALUES (1, 2), (2, 3), (4, 1) AS t(x, y)", "4.666666666666666")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCovariance(.regressionSYY)
  }
}
