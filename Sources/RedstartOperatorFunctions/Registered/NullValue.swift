import RedstartLogicalPlan
import RedstartTypes

/// Returns expr2 when expr1 is null, else expr1.
struct NullValue: SQLFunction {
  static let names = ["nvl", "ifnull"]
  static let documentation = FunctionDocumentation(
    "nvl(expr1, expr2) - Returns expr2 when expr1 is null, else expr1.",
    examples: [("SELECT nvl(NULL, 2)", "2")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.firstNotNull(try call.unified())
  }
}
