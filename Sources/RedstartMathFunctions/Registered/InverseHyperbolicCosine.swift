import RedstartLogicalPlan
import RedstartTypes

/// Returns the inverse hyperbolic cosine.
struct InverseHyperbolicCosine: SQLFunction {
  static let names = ["acosh"]
  static let documentation = FunctionDocumentation(
    "acosh(expr) - Returns the inverse hyperbolic cosine.",
    examples: [("SELECT acosh(1)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("ACOSH") { StrictMath.log($0 + ($0 * $0 - 1).squareRoot()) }
  }
}
