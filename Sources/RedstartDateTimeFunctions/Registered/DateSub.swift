import RedstartLogicalPlan
import RedstartTypes

/// Returns the date num_days earlier.
struct DateSub: SQLFunction {
  static let names = ["date_sub"]
  static let documentation = FunctionDocumentation(
    "date_sub(start_date, num_days) - Returns the date num_days earlier.",
    examples: [("SELECT date_sub('2016-07-30', 1)", "2016-07-29")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.moveDate("date_sub", -1)
  }
}
