import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp of its parts.
struct MakeTimestamp: SQLFunction {
  static let names = ["make_timestamp", "make_timestamp_ltz"]
  static let documentation = FunctionDocumentation(
    "make_timestamp(year, month, day, hour, min, sec[, timezone]) - Returns the timestamp of its parts.",
    examples: [("SELECT make_timestamp(2014, 12, 28, 6, 30, 45.887)", "2014-12-28 06:30:45.887000")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindMakeTimestamp(.timestamp)
  }
}
