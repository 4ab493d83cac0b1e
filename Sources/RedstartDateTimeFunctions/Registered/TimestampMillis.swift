import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp so many milliseconds after the epoch.
struct TimestampMillis: SQLFunction {
  static let names = ["timestamp_millis"]
  static let documentation = FunctionDocumentation(
    "timestamp_millis(milliseconds) - Returns the timestamp so many milliseconds after the epoch.",
    examples: [("SELECT timestamp_millis(1230219000123)", "2008-12-25 15:30:00.123000")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindTimestamp(fromUnits: 1000)
  }
}
