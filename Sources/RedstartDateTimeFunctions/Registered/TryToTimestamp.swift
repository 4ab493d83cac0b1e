import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp that a text stands for, or null.
struct TryToTimestamp: SQLFunction {
  static let names = ["try_to_timestamp"]
  static let documentation = FunctionDocumentation(
    "try_to_timestamp(timestamp_str[, fmt]) - Returns the timestamp that a text stands for, or null.",
    examples: [("SELECT try_to_timestamp('foo', 'yyyy-MM-dd')", "None")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindParsing(.timestamp, isTry: true)
  }
}
