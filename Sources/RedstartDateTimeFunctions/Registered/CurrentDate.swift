import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the date at the start of the query.
struct CurrentDate: SQLFunction {
  static let names = ["current_date", "curdate"]
  static let documentation = FunctionDocumentation(
    "current_date() - Returns the date at the start of the query.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(0)
    let local = try call.zone().local(utc: call.environment.now)
    return call.sessionConstant("current_date", .integer(floorDiv(local, Micros.perDay)), .date)
  }
}
