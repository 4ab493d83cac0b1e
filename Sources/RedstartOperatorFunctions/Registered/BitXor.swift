import RedstartLogicalPlan
import RedstartTypes

/// Returns the bits set in one number only.
struct BitXor: SQLFunction {
  static let names = ["^"]
  static let documentation = FunctionDocumentation(
    "expr1 ^ expr2 - Returns the bits set in one number only.",
    examples: [("SELECT 3 ^ 5", "6")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bitwise("^") { $0 ^ $1 }
  }
}
