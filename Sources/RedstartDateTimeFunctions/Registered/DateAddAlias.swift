import RedstartLogicalPlan
import RedstartTypes

/// Returns the date num_days later.
struct DateAddAlias: SQLFunction {
  static let names = ["dateadd"]
  static let documentation = FunctionDocumentation(
    "dateadd(start_date, num_days) - Returns the date num_days later.",
    examples: [("SELECT dateadd('2016-07-30', 1)", "2016-07-31")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    call.arguments.count == 3 ? try call.bindTimestampAdd() : try call.moveDate("date_add", 1)
  }
}
