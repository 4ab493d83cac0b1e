import RedstartLogicalPlan
import RedstartTypes

/// expr2 - Returns a date or timestamp moved back by an interval, or the time between two.
struct DateTimeMinus: SQLFunction {
  static let names = ["-"]
  static let documentation = FunctionDocumentation(
    "expr1 - expr2 - Returns a date or timestamp moved back by an interval, or the time between two.",
    examples: [("SELECT DATE'2020-03-01' - INTERVAL 1 DAY", "2020-02-29")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return try DateTimeArithmetic.bindSubtraction(call)
  }
}
