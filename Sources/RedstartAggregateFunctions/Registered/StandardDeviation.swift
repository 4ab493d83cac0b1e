import RedstartLogicalPlan
import RedstartTypes

/// Returns the standard deviation of a sample of the values that are not null.
struct StandardDeviation: SQLFunction {
  static let names = ["stddev", "std", "stddev_samp"]
  static let documentation = FunctionDocumentation(
    "stddev(expr) - Returns the standard deviation of a sample of the values that are not null.",
    examples: [("SELECT stddev(x) FROM VALUES (1), (2), (4) AS t(x)", "1.5275252316519465")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindMoments(.deviationOfSample)
  }
}
