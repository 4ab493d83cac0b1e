import RedstartLogicalPlan
import RedstartTypes

/// Returns the square root of the sum of the squares.
struct Hypotenuse: SQLFunction {
  static let names = ["hypot"]
  static let documentation = FunctionDocumentation(
    "hypot(expr1, expr2) - Returns the square root of the sum of the squares.",
    examples: [("SELECT hypot(3, 4)", "5.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doublePair("HYPOT", CLibrary.hypotenuse)
  }
}
