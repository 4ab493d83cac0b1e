import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the day of the year of a date, 1 for 1 January.
struct DayOfYear: SQLFunction {
  static let names = ["dayofyear"]
  static let documentation = FunctionDocumentation(
    "dayofyear(date) - Returns the day of the year of a date, 1 for 1 January.",
    examples: [("SELECT dayofyear('2016-04-09')", "100")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.dateField { CivilDate(days: $0).dayOfYear }
  }
}
