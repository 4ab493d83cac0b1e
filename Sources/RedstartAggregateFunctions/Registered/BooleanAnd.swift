import RedstartLogicalPlan
import RedstartTypes

/// Returns true when every value that is not null is true.
struct BooleanAnd: SQLFunction {
  static let names = ["bool_and", "every"]
  static let documentation = FunctionDocumentation(
    "bool_and(expr) - Returns true when every value that is not null is true.",
    examples: [("SELECT bool_and(x > 1) FROM VALUES (1), (2), (4) AS t(x)", "False")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return try call.bindExtreme(try call.argument(0, .boolean), maximum: false)
  }
}
