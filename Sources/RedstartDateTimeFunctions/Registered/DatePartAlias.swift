import RedstartLogicalPlan
import RedstartTypes

/// Returns a part of a date, timestamp or interval.
struct DatePartAlias: SQLFunction {
  static let names = ["datepart"]
  static let documentation = FunctionDocumentation(
    "datepart(field, source) - Returns a part of a date, timestamp or interval.",
    examples: [("SELECT datepart('doy', DATE'2019-08-12')", "224")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindExtract { "datepart(\($0) FROM \($1))" }
  }
}
