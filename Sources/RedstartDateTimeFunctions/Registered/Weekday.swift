import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the day of the week of a date, 0 for Monday.
struct Weekday: SQLFunction {
  static let names = ["weekday"]
  static let documentation = FunctionDocumentation(
    "weekday(date) - Returns the day of the week of a date, 0 for Monday.",
    examples: [("SELECT weekday('2009-07-30')", "3")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.dateField { CivilDate.isoWeekday(days: $0) &- 1 }
  }
}
