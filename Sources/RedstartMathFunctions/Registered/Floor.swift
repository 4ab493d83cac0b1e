import RedstartLogicalPlan
import RedstartTypes

/// Returns the largest whole number that is not greater.
struct Floor: SQLFunction {
  static let names = ["floor"]
  static let documentation = FunctionDocumentation(
    "floor(expr[, scale]) - Returns the largest whole number that is not greater.",
    examples: [("SELECT floor(-0.1)", "-1"), ("SELECT floor(5)", "5"), ("SELECT floor(3.1411, 3)", "3.141")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindWhole(.floor, call.arguments.count == 2 ? "floor" : "FLOOR")
  }
}
