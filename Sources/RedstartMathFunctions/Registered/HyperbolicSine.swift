import RedstartLogicalPlan
import RedstartTypes

/// Returns the hyperbolic sine.
struct HyperbolicSine: SQLFunction {
  static let names = ["sinh"]
  static let documentation = FunctionDocumentation(
    "sinh(expr) - Returns the hyperbolic sine.",
    examples: [("SELECT sinh(0)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("SINH", CLibrary.hyperbolicSine)
  }
}
