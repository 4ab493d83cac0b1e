import RedstartLogicalPlan
import RedstartTypes

/// Returns the standard deviation of a population of the values that are not null.
struct StandardDeviationOfPopulation: SQLFunction {
  static let names = ["stddev_pop"]
  static let documentation = FunctionDocumentation(
    "stddev_pop(expr) - Returns the standard deviation of a population of the values that are not null.",
    examples: [("SELECT stddev_pop(x) FROM VALUES (1), (2), (4) AS t(x)", "1.247219128924647")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindMoments(.deviationOfPopulation)
  }
}
