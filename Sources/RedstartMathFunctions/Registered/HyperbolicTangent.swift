import RedstartLogicalPlan
import RedstartTypes

/// Returns the hyperbolic tangent.
struct HyperbolicTangent: SQLFunction {
  static let names = ["tanh"]
  static let documentation = FunctionDocumentation(
    "tanh(expr) - Returns the hyperbolic tangent.",
    examples: [("SELECT tanh(0)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("TANH", CLibrary.hyperbolicTangent)
  }
}
