import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp so many microseconds after the epoch.
struct TimestampMicros: SQLFunction {
  static let names = ["timestamp_micros"]
  static let documentation = FunctionDocumentation(
    "timestamp_micros(microseconds) - Returns the timestamp so many microseconds after the epoch.",
    examples: [("SELECT timestamp_micros(1230219000123123)", "2008-12-25 15:30:00.123123")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindTimestamp(fromUnits: 1)
  }
}
