import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the seconds since the epoch.
struct UnixSeconds: SQLFunction {
  static let names = ["unix_seconds"]
  static let documentation = FunctionDocumentation(
    "unix_seconds(timestamp) - Returns the seconds since the epoch.",
    examples: [("SELECT unix_seconds(TIMESTAMP('1970-01-01 00:00:01Z'))", "1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindUnits(ofTimestamp: Micros.perSecond)
  }
}
