import RedstartLogicalPlan
import RedstartTypes

/// Returns the cosine of an angle in radians.
struct Cosine: SQLFunction {
  static let names = ["cos"]
  static let documentation = FunctionDocumentation(
    "cos(expr) - Returns the cosine of an angle in radians.",
    examples: [("SELECT cos(0)", "1.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("COS", CLibrary.cosine)
  }
}
