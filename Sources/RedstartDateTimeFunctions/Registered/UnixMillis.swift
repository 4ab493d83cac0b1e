import RedstartLogicalPlan
import RedstartTypes

/// Returns the milliseconds since the epoch.
struct UnixMillis: SQLFunction {
  static let names = ["unix_millis"]
  static let documentation = FunctionDocumentation(
    "unix_millis(timestamp) - Returns the milliseconds since the epoch.",
    examples: [("SELECT unix_millis(TIMESTAMP('1970-01-01 00:00:01Z'))", "1000")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindUnits(ofTimestamp: 1000)
  }
}
