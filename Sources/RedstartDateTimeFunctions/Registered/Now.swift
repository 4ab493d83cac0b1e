import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp at the start of the query.
struct Now: SQLFunction {
  static let names = ["now"]
  static let documentation = FunctionDocumentation(
    "now() - Returns the timestamp at the start of the query.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(0)
    return call.sessionConstant("now", .integer(call.environment.now), .timestamp)
  }
}
