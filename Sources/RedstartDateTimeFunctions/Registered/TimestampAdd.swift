import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp so many units later.
struct TimestampAdd: SQLFunction {
  static let names = ["timestampadd"]
  static let documentation = FunctionDocumentation(
    "timestampadd(unit, quantity, timestamp) - Returns the timestamp so many units later.",
    examples: [("SELECT timestampadd(HOUR, 8, TIMESTAMP '2022-01-01 00:00:00')", "2022-01-01 08:00:00")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindTimestampAdd()
  }
}
