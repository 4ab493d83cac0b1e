import RedstartLogicalPlan
import RedstartTypes

/// Returns the number of characters of a text or of bytes of a binary.
struct Length: SQLFunction {
  static let names = ["length", "char_length", "character_length", "len"]
  static let documentation = FunctionDocumentation(
    "length(expr) - Returns the number of characters of a text or of bytes of a binary.",
    examples: [("SELECT length('Spark SQL ')", "10"), ("SELECT char_length('Spark')", "5")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let argument = try call.argument(0, .oneOf([.type(.string), .type(.binary)]))
    return argument.type == .binary
      ? call.stringNumber(argument) { Int32($0.count) } : call.stringNumber(argument) { Int32($0.characterCount) }
  }
}
