import RedstartLogicalPlan
import RedstartTypes

/// Returns the mean of x over the rows in which neither is null.
struct RegressionAverageX: SQLFunction {
  static let names = ["regr_avgx"]
  static let documentation = FunctionDocumentation(
    "regr_avgx(y, x) - Returns the mean of x over the rows in which neither is null.",
    examples: [("SELECT regr_avgx(x, y) FROM VALUES (1, 2), (2, 3), (4, 1) AS t(x, y)", "2.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCovariance(.averageOfSecond)
  }
}
