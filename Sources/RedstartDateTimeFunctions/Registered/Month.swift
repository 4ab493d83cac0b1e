import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the month of a date, 1 to 12.
struct Month: SQLFunction {
  static let names = ["month"]
  static let documentation = FunctionDocumentation(
    "month(date) - Returns the month of a date, 1 to 12.",
    examples: [("SELECT month('2016-07-30')", "7")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.dateField { CivilDate(days: $0).month }
  }
}
