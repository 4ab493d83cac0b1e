import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp without zone that a text stands for.
struct ToTimestampNTZ: SQLFunction {
  static let names = ["to_timestamp_ntz"]
  static let documentation = FunctionDocumentation(
    "to_timestamp_ntz(timestamp_str[, fmt]) - Returns the timestamp without zone that a text stands for.",
    examples: [("SELECT to_timestamp_ntz('2016-12-31 00:12:00')", "2016-12-31 00:12:00")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindParsing(.timestampNTZ, isTry: false)
  }
}
