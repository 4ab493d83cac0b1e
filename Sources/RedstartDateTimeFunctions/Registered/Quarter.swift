import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the quarter of a date, 1 to 4.
struct Quarter: SQLFunction {
  static let names = ["quarter"]
  static let documentation = FunctionDocumentation(
    "quarter(date) - Returns the quarter of a date, 1 to 4.",
    examples: [("SELECT quarter('2016-08-31')", "3")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.dateField { (CivilDate(days: $0).month &- 1) / 3 &+ 1 }
  }
}
