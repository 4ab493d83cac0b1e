import RedstartLogicalPlan

/// Returns the binary that a text stands for in a format, or null.
struct TryToBinary: SQLFunction {
  static let names = ["try_to_binary"]
  static let documentation = FunctionDocumentation(
    "try_to_binary(str[, fmt]) - Returns the binary that a text stands for as to_binary does, but null for other text.",
    examples: [("SELECT try_to_binary('a!', 'base64')", "None")])

  func bind(_ call: FunctionBinding) throws -> Expression { try call.bindToBinary(isTry: true) }
}
