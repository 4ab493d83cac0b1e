import RedstartLogicalPlan
import RedstartTypes

/// Returns the inverse cosine in radians.
struct ArcCosine: SQLFunction {
  static let names = ["acos"]
  static let documentation = FunctionDocumentation(
    "acos(expr) - Returns the inverse cosine in radians.",
    examples: [("SELECT acos(1)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("ACOS", CLibrary.arcCosine)
  }
}
