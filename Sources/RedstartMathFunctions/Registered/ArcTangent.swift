import RedstartLogicalPlan
import RedstartTypes

/// Returns the inverse tangent in radians.
struct ArcTangent: SQLFunction {
  static let names = ["atan"]
  static let documentation = FunctionDocumentation(
    "atan(expr) - Returns the inverse tangent in radians.",
    examples: [("SELECT atan(0)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("ATAN") { CLibrary.arcTangent($0) }
  }
}
