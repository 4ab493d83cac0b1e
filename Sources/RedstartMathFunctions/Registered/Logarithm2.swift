import RedstartLogicalPlan
import RedstartTypes

/// Returns the logarithm to base 2.
struct Logarithm2: SQLFunction {
  static let names = ["log2"]
  static let documentation = FunctionDocumentation(
    "log2(expr) - Returns the logarithm to base 2.",
    examples: [("SELECT log2(2)", "1.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return try call.logarithm("LOG2", above: 0) { StrictMath.log($0) / StrictMath.log(2) }
  }
}
