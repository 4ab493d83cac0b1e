import RedstartLogicalPlan
import RedstartTypes

/// Returns the logarithm to base 10.
struct Logarithm10: SQLFunction {
  static let names = ["log10"]
  static let documentation = FunctionDocumentation(
    "log10(expr) - Returns the logarithm to base 10.",
    examples: [("SELECT log10(10)", "1.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return try call.logarithm("LOG10", above: 0) { StrictMath.log10($0) }
  }
}
