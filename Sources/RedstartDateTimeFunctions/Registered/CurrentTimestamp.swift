import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp at the start of the query.
struct CurrentTimestamp: SQLFunction {
  static let names = ["current_timestamp"]
  static let documentation = FunctionDocumentation(
    "current_timestamp() - Returns the timestamp at the start of the query.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(0)
    return call.sessionConstant("current_timestamp", .integer(call.environment.now), .timestamp)
  }
}
