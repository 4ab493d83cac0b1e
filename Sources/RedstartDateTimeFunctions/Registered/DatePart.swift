import RedstartLogicalPlan
import RedstartTypes

/// Returns a part of a date, timestamp or interval.
struct DatePart: SQLFunction {
  static let names = ["date_part"]
  static let documentation = FunctionDocumentation(
    "date_part(field, source) - Returns a part of a date, timestamp or interval.",
    examples: [("SELECT date_part('YEAR', TIMESTAMP '2019-08-12 01:00:00.123456')", "2019")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindExtract { "date_part(\($0), \($1))" }
  }
}
