import RedstartLogicalPlan
import RedstartTypes

/// Returns the time in UTC when it is that time on the wall clock of a zone.
struct ToUTCTimestamp: SQLFunction {
  static let names = ["to_utc_timestamp"]
  static let documentation = FunctionDocumentation(
    "to_utc_timestamp(timestamp, timezone) - Returns the time in UTC when it is that time on the wall clock of a zone.",
    examples: [("SELECT to_utc_timestamp('2016-08-31', 'Asia/Seoul')", "2016-08-30 15:00:00")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindZoneShift(toUTC: true)
  }
}
