import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp that a text stands for.
struct ToTimestamp: SQLFunction {
  static let names = ["to_timestamp", "to_timestamp_ltz"]
  static let documentation = FunctionDocumentation(
    "to_timestamp(timestamp_str[, fmt]) - Returns the timestamp that a text stands for.",
    examples: [
      ("SELECT to_timestamp('2016-12-31 00:12:00')", "2016-12-31 00:12:00"),
      ("SELECT to_timestamp('2016-12-31', 'yyyy-MM-dd')", "2016-12-31 00:00:00"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindParsing(.timestamp, isTry: false)
  }
}
