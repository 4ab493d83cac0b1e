import RedstartLogicalPlan
import RedstartTypes

/// Returns the mean of the values that are not null.
struct Average: SQLFunction {
  static let names = ["avg", "mean"]
  static let documentation = FunctionDocumentation(
    "avg(expr) - Returns the mean of the values that are not null.",
    examples: [("SELECT avg(x) FROM VALUES (1), (2) AS t(x)", "1.5")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindAverage(isTry: false)
  }
}
