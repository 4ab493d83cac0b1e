import RedstartLogicalPlan
import RedstartTypes

/// Returns the wall clock of a zone when it is that time in UTC.
struct FromUTCTimestamp: SQLFunction {
  static let names = ["from_utc_timestamp"]
  static let documentation = FunctionDocumentation(
    "from_utc_timestamp(timestamp, timezone) - Returns the wall clock of a zone when it is that time in UTC.",
    examples: [
      ("SELECT date_format(from_utc_timestamp('2016-08-31', 'Asia/Seoul'), 'yyyy-MM-dd HH:mm:ss')", "2016-08-31 09:00:00")
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindZoneShift(toUTC: false)
  }
}
