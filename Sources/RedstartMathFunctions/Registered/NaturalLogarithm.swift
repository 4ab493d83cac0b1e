import RedstartLogicalPlan
import RedstartTypes

/// Returns the natural logarithm.
struct NaturalLogarithm: SQLFunction {
  static let names = ["ln"]
  static let documentation = FunctionDocumentation(
    "ln(expr) - Returns the natural logarithm.",
    examples: [("SELECT ln(1)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return try call.logarithm(nil, above: 0) { StrictMath.log($0) }
  }
}
