import RedstartLogicalPlan
import RedstartTypes

/// Returns the first argument that is not null.
struct Coalesce: SQLFunction {
  static let names = ["coalesce"]
  static let documentation = FunctionDocumentation(
    "coalesce(expr1, expr2, ...) - Returns the first argument that is not null.",
    examples: [("SELECT coalesce(NULL, 1, NULL)", "1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(atLeast: 1)
    return call.firstNotNull(try call.unified())
  }
}
