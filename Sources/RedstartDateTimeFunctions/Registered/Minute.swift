import RedstartLogicalPlan
import RedstartTypes

/// Returns the minute of a timestamp.
struct Minute: SQLFunction {
  static let names = ["minute"]
  static let documentation = FunctionDocumentation(
    "minute(timestamp) - Returns the minute of a timestamp.",
    examples: [("SELECT minute('2009-07-30 12:58:59')", "58")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.timeField { $0 / 60 % 60 }
  }
}
