import RedstartLogicalPlan
import RedstartTypes

/// Returns the inverse hyperbolic sine.
struct InverseHyperbolicSine: SQLFunction {
  static let names = ["asinh"]
  static let documentation = FunctionDocumentation(
    "asinh(expr) - Returns the inverse hyperbolic sine.",
    examples: [("SELECT asinh(0)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("ASINH", CLibrary.inverseHyperbolicSine)
  }
}
