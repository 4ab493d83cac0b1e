import RedstartLogicalPlan
import RedstartTypes

/// Returns an angle in radians as degrees.
struct Degrees: SQLFunction {
  static let names = ["degrees"]
  static let documentation = FunctionDocumentation(
    "degrees(expr) - Returns an angle in radians as degrees.",
    examples: [("SELECT degrees(3.141592653589793)", "180.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("DEGREES") { $0 * (180 / Double.pi) }
  }
}
