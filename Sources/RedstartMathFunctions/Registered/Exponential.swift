import RedstartLogicalPlan
import RedstartTypes

/// Returns e to the power of expr.
struct Exponential: SQLFunction {
  static let names = ["exp"]
  static let documentation = FunctionDocumentation(
    "exp(expr) - Returns e to the power of expr.",
    examples: [("SELECT exp(0)", "1.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("EXP") { StrictMath.exp($0) }
  }
}
