import RedstartLogicalPlan

/// Returns the binary that a text stands for in a format.
struct ToBinary: SQLFunction {
  static let names = ["to_binary"]
  static let documentation = FunctionDocumentation(
    "to_binary(str[, fmt]) - Returns the binary that a text stands for, in the format 'hex' (the default), 'utf-8' or 'base64'.",
    examples: [("SELECT decode(to_binary('abc', 'utf-8'), 'UTF-8')", "abc")])

  func bind(_ call: FunctionBinding) throws -> Expression { try call.bindToBinary(isTry: false) }
}
