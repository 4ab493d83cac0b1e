import RedstartLogicalPlan
import RedstartTypes

/// Returns the bits set in either number.
struct BitOr: SQLFunction {
  static let names = ["|"]
  static let documentation = FunctionDocumentation(
    "expr1 | expr2 - Returns the bits set in either number.",
    examples: [("SELECT 3 | 5", "7")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindBits(.or)
  }
}
