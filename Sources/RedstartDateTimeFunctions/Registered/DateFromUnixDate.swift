import RedstartLogicalPlan
import RedstartTypes

/// Returns the date so many days after the epoch.
struct DateFromUnixDate: SQLFunction {
  static let names = ["date_from_unix_date"]
  static let documentation = FunctionDocumentation(
    "date_from_unix_date(days) - Returns the date so many days after the epoch.",
    examples: [("SELECT date_from_unix_date(1)", "1970-01-02")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .integer)], .date) { arguments, _ in arguments[0].retyped(.date) }
  }
}
