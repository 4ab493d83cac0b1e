import RedstartLogicalPlan
import RedstartTypes

/// Returns a date or timestamp moved by an interval, or the sum of intervals.
struct DateTimePlus: SQLFunction {
  static let names = ["+"]
  static let documentation = FunctionDocumentation(
    "expr1 + expr2 - Returns a date or timestamp moved by an interval, or the sum of intervals.",
    examples: [("SELECT DATE'2020-01-31' + INTERVAL 1 MONTH", "2020-02-29")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    call.arguments.count == 2
      ? try DateTimeArithmetic.bindAddition(call) : try call.argument(0, .oneOf([.numeric, .ansiInterval]))
  }
}
