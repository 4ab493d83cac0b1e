import RedstartLogicalPlan
import RedstartTypes

/// Returns the second of a timestamp.
struct Second: SQLFunction {
  static let names = ["second"]
  static let documentation = FunctionDocumentation(
    "second(timestamp) - Returns the second of a timestamp.",
    examples: [("SELECT second('2009-07-30 12:58:59')", "59")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.timeField { $0 % 60 }
  }
}
