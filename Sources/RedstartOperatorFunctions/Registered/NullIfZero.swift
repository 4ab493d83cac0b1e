import RedstartLogicalPlan
import RedstartTypes

/// Returns null when expr is 0, else expr.
struct NullIfZero: SQLFunction {
  static let names = ["nullifzero"]
  static let documentation = FunctionDocumentation(
    "nullifzero(expr) - Returns null when expr is 0, else expr.",
    examples: [("SELECT nullifzero(0)", "None")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let value = call.arguments[0]
    return .caseWhen(
      [CaseBranch(try call.equality(value, .literal(.integer(0))), .literal(.null(value.type)))], otherwise: value)
  }
}
