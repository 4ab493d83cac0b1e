import RedstartLogicalPlan
import RedstartTypes

/// Returns the natural logarithm of 1 + expr.
struct LogarithmPlus1: SQLFunction {
  static let names = ["log1p"]
  static let documentation = FunctionDocumentation(
    "log1p(expr) - Returns the natural logarithm of 1 + expr.",
    examples: [("SELECT log1p(0)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return try call.logarithm("LOG1P", above: -1, CLibrary.logarithmPlus1)
  }
}
