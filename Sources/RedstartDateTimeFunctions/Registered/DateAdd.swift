import RedstartLogicalPlan
import RedstartTypes

/// Returns the date num_days later.
struct DateAdd: SQLFunction {
  static let names = ["date_add"]
  static let documentation = FunctionDocumentation(
    "date_add(start_date, num_days) - Returns the date num_days later.",
    examples: [("SELECT date_add('2016-07-30', 1)", "2016-07-31")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.moveDate("date_add", 1)
  }
}
