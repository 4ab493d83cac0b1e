import RedstartLogicalPlan
import RedstartTypes

/// Returns the minimum of the values that are not null.
struct Minimum: SQLFunction {
  static let names = ["min"]
  static let documentation = FunctionDocumentation(
    "min(expr) - Returns the minimum of the values that are not null.",
    examples: [("SELECT min(x) FROM VALUES (1), (2), (4) AS t(x)", "1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return try call.bindExtreme(call.arguments[0], maximum: false)
  }
}
