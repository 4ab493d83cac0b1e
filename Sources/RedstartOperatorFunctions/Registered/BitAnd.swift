import RedstartLogicalPlan
import RedstartTypes

/// Returns the bits set in both numbers.
struct BitAnd: SQLFunction {
  static let names = ["&"]
  static let documentation = FunctionDocumentation(
    "expr1 & expr2 - Returns the bits set in both numbers.",
    examples: [("SELECT 3 & 5", "1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bitwise("&") { $0 & $1 }
  }
}
