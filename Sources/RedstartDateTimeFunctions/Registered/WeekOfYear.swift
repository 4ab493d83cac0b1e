import RedstartLogicalPlan
import RedstartTypes

/// Returns the week of the year of a date, by ISO 8601.
struct WeekOfYear: SQLFunction {
  static let names = ["weekofyear"]
  static let documentation = FunctionDocumentation(
    "weekofyear(date) - Returns the week of the year of a date, by ISO 8601.",
    examples: [("SELECT weekofyear('2008-02-20')", "8")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.dateField { Calendar.isoWeek($0).week }
  }
}
