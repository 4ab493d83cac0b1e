import RedstartLogicalPlan
import RedstartTypes

/// Returns the date that a text stands for.
struct ToDate: SQLFunction {
  static let names = ["to_date"]
  static let documentation = FunctionDocumentation(
    "to_date(date_str[, fmt]) - Returns the date that a text stands for.",
    examples: [
      ("SELECT to_date('2009-07-30 04:17:52')", "2009-07-30"), ("SELECT to_date('2016-12-31', 'yyyy-MM-dd')", "2016-12-31"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindParsing(.date, isTry: false)
  }
}
