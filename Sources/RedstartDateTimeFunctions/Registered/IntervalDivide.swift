import RedstartLogicalPlan
import RedstartTypes

/// Returns the interval divided.
struct IntervalDivide: SQLFunction {
  static let names = ["/"]
  static let documentation = FunctionDocumentation(
    "interval / number - Returns the interval divided.",
    examples: [("SELECT INTERVAL 1 DAY / 2", "12:00:00")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try DateTimeArithmetic.bindScaling(call, divides: true)
  }
}
