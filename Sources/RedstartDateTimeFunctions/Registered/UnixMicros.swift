import RedstartLogicalPlan
import RedstartTypes

/// Returns the microseconds since the epoch.
struct UnixMicros: SQLFunction {
  static let names = ["unix_micros"]
  static let documentation = FunctionDocumentation(
    "unix_micros(timestamp) - Returns the microseconds since the epoch.",
    examples: [("SELECT unix_micros(TIMESTAMP('1970-01-01 00:00:01Z'))", "1000000")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindUnits(ofTimestamp: 1)
  }
}
