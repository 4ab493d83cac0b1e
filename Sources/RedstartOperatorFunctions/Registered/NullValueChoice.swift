import RedstartLogicalPlan
import RedstartTypes

/// Returns expr2 when expr1 is not null, else expr3.
struct NullValueChoice: SQLFunction {
  static let names = ["nvl2"]
  static let documentation = FunctionDocumentation(
    "nvl2(expr1, expr2, expr3) - Returns expr2 when expr1 is not null, else expr3.",
    examples: [("SELECT nvl2(NULL, 2, 1)", "1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3)
    let values = try call.unified(from: 1)
    return .caseWhen([CaseBranch(.isNotNull(call.arguments[0]), values[0])], otherwise: values[1])
  }
}
