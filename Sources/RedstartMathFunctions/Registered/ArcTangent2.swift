import RedstartLogicalPlan
import RedstartTypes

/// Returns the angle of a point from the positive x axis.
struct ArcTangent2: SQLFunction {
  static let names = ["atan2"]
  static let documentation = FunctionDocumentation(
    "atan2(y, x) - Returns the angle of a point from the positive x axis.",
    examples: [("SELECT atan2(0, 0)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doublePair("ATAN2") { CLibrary.arcTangent($0 + 0, $1 + 0) }
  }
}
