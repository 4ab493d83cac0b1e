import RedstartLogicalPlan
import RedstartTypes

/// Returns expr1 where the condition is true, else expr2.
struct If: SQLFunction {
  static let names = ["if"]
  static let documentation = FunctionDocumentation(
    "if(condition, expr1, expr2) - Returns expr1 where the condition is true, else expr2.",
    examples: [("SELECT if(1 < 2, 'a', 'b')", "a")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3)
    let call = call.shown { "(IF(\($0.joined(separator: ", "))))" }
    let condition = try call.argument(0, .boolean)
    let values = try call.unified(from: 1)
    let choice = Expression.caseWhen([CaseBranch(condition, values[0])], otherwise: values[1])
    // Unlike CASE, it is as nullable as either value, also where the condition is a constant.
    guard !choice.nullable, values[1].nullable else { return choice }
    let shown = call.displayName
    return call.scalarWithNulls("if", [choice], choice.type, nullable: true, sql: { _ in shown }) { arguments, _ in arguments[0] }
  }
}
