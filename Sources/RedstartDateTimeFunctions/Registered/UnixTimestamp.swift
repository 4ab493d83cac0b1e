import RedstartLogicalPlan
import RedstartTypes

/// Returns the seconds since the epoch of a time, of now without one.
struct UnixTimestamp: SQLFunction {
  static let names = ["unix_timestamp"]
  static let documentation = FunctionDocumentation(
    "unix_timestamp([timeExp[, fmt]]) - Returns the seconds since the epoch of a time, of now without one.",
    examples: [("SELECT unix_timestamp('2016-04-08', 'yyyy-MM-dd')", "1460073600")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindUnixTimestamp()
  }
}
