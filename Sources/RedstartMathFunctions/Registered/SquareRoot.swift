import RedstartLogicalPlan
import RedstartTypes

/// Returns the square root.
struct SquareRoot: SQLFunction {
  static let names = ["sqrt"]
  static let documentation = FunctionDocumentation(
    "sqrt(expr) - Returns the square root.",
    examples: [("SELECT sqrt(4)", "2.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("SQRT") { $0.squareRoot() }
  }
}
