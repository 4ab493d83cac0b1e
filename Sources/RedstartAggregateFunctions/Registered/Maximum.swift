import RedstartLogicalPlan
import RedstartTypes

/// Returns the maximum of the values that are not null.
struct Maximum: SQLFunction {
  static let names = ["max"]
  static let documentation = FunctionDocumentation(
    "max(expr) - Returns the maximum of the values that are not null.",
    examples: [("SELECT max(x) FROM VALUES (1), (2), (4) AS t(x)", "4")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return try call.bindExtreme(call.arguments[0], maximum: true)
  }
}
