import RedstartLogicalPlan
import RedstartTypes

/// Returns the seconds since the epoch of a time.
struct ToUnixTimestamp: SQLFunction {
  static let names = ["to_unix_timestamp"]
  static let documentation = FunctionDocumentation(
    "to_unix_timestamp(timeExp[, fmt]) - Returns the seconds since the epoch of a time.",
    examples: [("SELECT to_unix_timestamp('2016-04-08', 'yyyy-MM-dd')", "1460073600")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1, 2)
    return try call.bindUnixTimestamp()
  }
}
