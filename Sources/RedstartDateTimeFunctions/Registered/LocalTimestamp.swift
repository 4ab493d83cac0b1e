import RedstartLogicalPlan
import RedstartTypes

/// Returns the wall clock of the session's zone at the start of the query.
struct LocalTimestamp: SQLFunction {
  static let names = ["localtimestamp"]
  static let documentation = FunctionDocumentation(
    "localtimestamp() - Returns the wall clock of the session's zone at the start of the query.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(0)
    return call.sessionConstant(
      "localtimestamp", .integer(try call.zone().local(utc: call.environment.now)), .timestampNTZ)
  }
}
