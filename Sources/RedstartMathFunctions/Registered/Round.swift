import RedstartLogicalPlan
import RedstartTypes

/// Returns the number rounded to d digits behind the point, halves away from zero.
struct Round: SQLFunction {
  static let names = ["round"]
  static let documentation = FunctionDocumentation(
    "round(expr, d) - Returns the number rounded to d digits behind the point, halves away from zero.",
    examples: [("SELECT round(2.5, 0)", "3"), ("SELECT round(25, -1)", "30")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindRounding(.halfUp)
  }
}
