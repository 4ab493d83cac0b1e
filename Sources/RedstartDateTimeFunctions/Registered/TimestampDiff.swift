import RedstartLogicalPlan
import RedstartTypes

/// Returns how many whole units lie between two timestamps.
struct TimestampDiff: SQLFunction {
  static let names = ["timestampdiff"]
  static let documentation = FunctionDocumentation(
    "timestampdiff(unit, start, end) - Returns how many whole units lie between two timestamps.",
    examples: [("SELECT timestampdiff(MONTH, TIMESTAMP '2021-02-28 12:00:00', TIMESTAMP '2021-03-28 11:59:59')", "0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindTimestampDiff()
  }
}
