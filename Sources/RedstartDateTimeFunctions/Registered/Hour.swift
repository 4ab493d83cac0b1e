import RedstartLogicalPlan
import RedstartTypes

/// Returns the hour of a timestamp.
struct Hour: SQLFunction {
  static let names = ["hour"]
  static let documentation = FunctionDocumentation(
    "hour(timestamp) - Returns the hour of a timestamp.",
    examples: [("SELECT hour('2009-07-30 12:58:59')", "12")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.timeField { $0 / 3600 }
  }
}
