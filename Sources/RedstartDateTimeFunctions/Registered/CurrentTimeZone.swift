import RedstartLogicalPlan
import RedstartTypes

/// Returns the session's time zone.
struct CurrentTimeZone: SQLFunction {
  static let names = ["current_timezone"]
  static let documentation = FunctionDocumentation(
    "current_timezone() - Returns the session's time zone.",
    examples: [("SELECT current_timezone()", "UTC")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(0)
    return call.sessionConstant("current_timezone", .string(call.environment.timeZone), .string)
  }
}
