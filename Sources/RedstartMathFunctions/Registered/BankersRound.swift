import RedstartLogicalPlan
import RedstartTypes

/// Returns the number rounded to d digits behind the point, halves to the even digit.
struct BankersRound: SQLFunction {
  static let names = ["bround"]
  static let documentation = FunctionDocumentation(
    "bround(expr, d) - Returns the number rounded to d digits behind the point, halves to the even digit.",
    examples: [("SELECT bround(2.5, 0)", "2"), ("SELECT bround(25, -1)", "20")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindRounding(.halfEven)
  }
}
