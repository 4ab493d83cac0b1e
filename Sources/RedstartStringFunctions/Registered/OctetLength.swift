import RedstartLogicalPlan
import RedstartTypes

/// Returns the number of bytes.
struct OctetLength: SQLFunction {
  static let names = ["octet_length"]
  static let documentation = FunctionDocumentation(
    "octet_length(expr) - Returns the number of bytes.",
    examples: [("SELECT octet_length('Spark SQL')", "9")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.stringNumber(try call.argument(0, .oneOf([.type(.string), .type(.binary)]))) { Int32($0.count) }
  }
}
