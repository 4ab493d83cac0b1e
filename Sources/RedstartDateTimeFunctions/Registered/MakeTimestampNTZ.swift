import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp without zone of its parts.
struct MakeTimestampNTZ: SQLFunction {
  static let names = ["make_timestamp_ntz"]
  static let documentation = FunctionDocumentation(
    "make_timestamp_ntz(year, month, day, hour, min, sec) - Returns the timestamp without zone of its parts.",
    examples: [("SELECT make_timestamp_ntz(2014, 12, 28, 6, 30, 45.887)", "2014-12-28 06:30:45.887000")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindMakeTimestamp(.timestampNTZ)
  }
}
