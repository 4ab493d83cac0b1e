import RedstartLogicalPlan
import RedstartTypes

/// Returns the mean, or null when the sum does not fit.
struct TryAverage: SQLFunction {
  static let names = ["try_avg"]
  static let documentation = FunctionDocumentation(
    "try_avg(expr) - Returns the mean, or null when the sum does not fit.",
    examples: [("SELECT try_avg(x) FROM VALUES (1), (2) AS t(x)", "1.5")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindAverage(isTry: true)
  }
}
