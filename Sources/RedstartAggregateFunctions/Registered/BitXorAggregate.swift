import RedstartLogicalPlan
import RedstartTypes

/// Returns the bits set in an odd count of numbers.
struct BitXorAggregate: SQLFunction {
  static let names = ["bit_xor"]
  static let documentation = FunctionDocumentation(
    "bit_xor(expr) - Returns the bits set in an odd count of numbers.",
    examples: [("SELECT bit_xor(x) FROM VALUES (3), (5) AS t(x)", "6")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindBits(.xor)
  }
}
