import RedstartLogicalPlan
import RedstartTypes

/// Returns true when some value is true.
struct BooleanOr: SQLFunction {
  static let names = ["bool_or", "some", "any"]
  static let documentation = FunctionDocumentation(
    "bool_or(expr) - Returns true when some value is true.",
    examples: [("SELECT bool_or(x > 1) FROM VALUES (1), (2), (4) AS t(x)", "True")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return try call.bindExtreme(try call.argument(0, .boolean), maximum: true)
  }
}
