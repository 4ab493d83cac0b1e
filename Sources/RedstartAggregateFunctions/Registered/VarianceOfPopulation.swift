import RedstartLogicalPlan
import RedstartTypes

/// Returns the variance of a population of the values that are not null.
struct VarianceOfPopulation: SQLFunction {
  static let names = ["var_pop"]
  static let documentation = FunctionDocumentation(
    "var_pop(expr) - Returns the variance of a population of the values that are not null.",
    examples: [("SELECT var_pop(x) FROM VALUES (1), (2), (4) AS t(x)", "1.5555555555555554")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindMoments(.varianceOfPopulation)
  }
}
