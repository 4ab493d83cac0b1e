import RedstartLogicalPlan
import RedstartTypes

/// Returns the interval scaled.
struct IntervalTimes: SQLFunction {
  static let names = ["*"]
  static let documentation = FunctionDocumentation(
    "interval * number - Returns the interval scaled.",
    examples: [("SELECT INTERVAL 1 DAY * 2", "2 days, 0:00:00")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try DateTimeArithmetic.bindScaling(call, divides: false)
  }
}
