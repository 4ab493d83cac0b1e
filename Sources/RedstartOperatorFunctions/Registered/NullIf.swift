import RedstartLogicalPlan
import RedstartTypes

/// Returns null when both are equal, else expr1.
struct NullIf: SQLFunction {
  static let names = ["nullif"]
  static let documentation = FunctionDocumentation(
    "nullif(expr1, expr2) - Returns null when both are equal, else expr1.",
    examples: [("SELECT nullif(2, 2)", "None"), ("SELECT nullif(1, 2)", "1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let value = call.arguments[0]
    return .caseWhen(
      [CaseBranch(try call.equality(value, call.arguments[1]), .literal(.null(value.type)))], otherwise: value)
  }
}
