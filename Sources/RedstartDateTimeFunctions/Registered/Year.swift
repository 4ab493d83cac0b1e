import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the year of a date.
struct Year: SQLFunction {
  static let names = ["year"]
  static let documentation = FunctionDocumentation(
    "year(date) - Returns the year of a date.",
    examples: [("SELECT year('2016-07-30')", "2016")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.dateField { CivilDate(days: $0).year }
  }
}
