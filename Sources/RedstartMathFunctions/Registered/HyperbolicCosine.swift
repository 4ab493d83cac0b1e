import RedstartLogicalPlan
import RedstartTypes

/// Returns the hyperbolic cosine.
struct HyperbolicCosine: SQLFunction {
  static let names = ["cosh"]
  static let documentation = FunctionDocumentation(
    "cosh(expr) - Returns the hyperbolic cosine.",
    examples: [("SELECT cosh(0)", "1.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("COSH", CLibrary.hyperbolicCosine)
  }
}
