import RedstartLogicalPlan
import RedstartTypes

/// Returns a part of a date, timestamp or interval.
struct Extract: SQLFunction {
  static let names = ["extract"]
  static let documentation = FunctionDocumentation(
    "extract(field FROM source) - Returns a part of a date, timestamp or interval.",
    examples: [
      ("SELECT extract(YEAR FROM TIMESTAMP '2019-08-12 01:00:00.123456')", "2019"),
      ("SELECT extract(seconds FROM TIMESTAMP '2019-10-01 00:00:01.000001')", "1.000001"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindExtract { "extract(\($0) FROM \($1))" }
  }
}
