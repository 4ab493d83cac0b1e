import RedstartLogicalPlan
import RedstartTypes

/// Returns the remainder of expr1 / expr2 with the sign of expr2.
struct PositiveModulus: SQLFunction {
  static let names = ["pmod"]
  static let documentation = FunctionDocumentation(
    "pmod(expr1, expr2) - Returns the remainder of expr1 / expr2 with the sign of expr2.",
    examples: [("SELECT pmod(10, 3)", "1"), ("SELECT pmod(-10, 3)", "2")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindPositiveModulus()
  }
}
