import RedstartLogicalPlan
import RedstartTypes

/// Returns the bits set in every number.
struct BitAndAggregate: SQLFunction {
  static let names = ["bit_and"]
  static let documentation = FunctionDocumentation(
    "bit_and(expr) - Returns the bits set in every number.",
    examples: [("SELECT bit_and(x) FROM VALUES (3), (5) AS t(x)", "1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindBits(.and)
  }
}
