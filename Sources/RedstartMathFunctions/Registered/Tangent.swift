import RedstartLogicalPlan
import RedstartTypes

/// Returns the tangent of an angle in radians.
struct Tangent: SQLFunction {
  static let names = ["tan"]
  static let documentation = FunctionDocumentation(
    "tan(expr) - Returns the tangent of an angle in radians.",
    examples: [("SELECT tan(0)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("TAN", CLibrary.tangent)
  }
}
