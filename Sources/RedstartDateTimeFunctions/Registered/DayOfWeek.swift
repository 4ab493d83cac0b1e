import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the day of the week of a date, 1 for Sunday.
struct DayOfWeek: SQLFunction {
  static let names = ["dayofweek"]
  static let documentation = FunctionDocumentation(
    "dayofweek(date) - Returns the day of the week of a date, 1 for Sunday.",
    examples: [("SELECT dayofweek('2009-07-30')", "5")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.dateField { CivilDate.isoWeekday(days: $0) % 7 &+ 1 }
  }
}
