import RedstartLogicalPlan
import RedstartTypes

/// Returns the bits set in some number.
struct BitOrAggregate: SQLFunction {
  static let names = ["bit_or"]
  static let documentation = FunctionDocumentation(
    "bit_or(expr) - Returns the bits set in some number.",
    examples: [("SELECT bit_or(x) FROM VALUES (3), (5) AS t(x)", "7")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindBits(.or)
  }
}
