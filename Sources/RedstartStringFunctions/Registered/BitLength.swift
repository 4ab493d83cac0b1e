import RedstartLogicalPlan
import RedstartTypes

/// Returns the number of bits.
struct BitLength: SQLFunction {
  static let names = ["bit_length"]
  static let documentation = FunctionDocumentation(
    "bit_length(expr) - Returns the number of bits.",
    examples: [("SELECT bit_length('Spark SQL')", "72")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.stringNumber(try call.argument(0, .oneOf([.type(.string), .type(.binary)]))) { Int32($0.count * 8) }
  }
}
