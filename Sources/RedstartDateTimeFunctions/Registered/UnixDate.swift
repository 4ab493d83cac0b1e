import RedstartLogicalPlan
import RedstartTypes

/// Returns the days since the epoch.
struct UnixDate: SQLFunction {
  static let names = ["unix_date"]
  static let documentation = FunctionDocumentation(
    "unix_date(date) - Returns the days since the epoch.",
    examples: [("SELECT unix_date(DATE('1970-01-02'))", "1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .date)], .integer) { arguments, _ in arguments[0].retyped(.integer) }
  }
}
