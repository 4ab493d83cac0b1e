import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the day of the month of a date.
struct Day: SQLFunction {
  static let names = ["day", "dayofmonth"]
  static let documentation = FunctionDocumentation(
    "day(date) - Returns the day of the month of a date.",
    examples: [("SELECT day('2009-07-30')", "30")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.dateField { CivilDate(days: $0).day }
  }
}
