import RedstartLogicalPlan
import RedstartTypes

/// Returns the mean of y over the rows in which neither is null.
struct RegressionAverageY: SQLFunction {
  static let names = ["regr_avgy"]
  static let documentation = FunctionDocumentation(
    "regr_avgy(y, x) - Returns the mean of y over the rows in which neither is null.",
    examples: [("SELECT regr_avgy(x, y) FROM VALUES (1, 2), (2, 3), (4, 1) AS t(x, y)", "2.3333333333333335")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindCovariance(.averageOfFirst)
  }
}
