import RedstartLogicalPlan
import RedstartTypes

/// Returns the inverse hyperbolic tangent.
struct InverseHyperbolicTangent: SQLFunction {
  static let names = ["atanh"]
  static let documentation = FunctionDocumentation(
    "atanh(expr) - Returns the inverse hyperbolic tangent.",
    examples: [("SELECT atanh(0)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("ATANH") { 0.5 * (CLibrary.logarithmPlus1($0) - CLibrary.logarithmPlus1(-$0)) }
  }
}
