import RedstartLogicalPlan
import RedstartTypes

/// Returns the inverse sine in radians.
struct ArcSine: SQLFunction {
  static let names = ["asin"]
  static let documentation = FunctionDocumentation(
    "asin(expr) - Returns the inverse sine in radians.",
    examples: [("SELECT asin(0)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("ASIN", CLibrary.arcSine)
  }
}
