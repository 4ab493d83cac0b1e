import RedstartLogicalPlan
import RedstartTypes

/// Returns the bytes that hexadecimal digits stand for; null for other text.
struct Unhexadecimal: SQLFunction {
  static let names = ["unhex"]
  static let documentation = FunctionDocumentation(
    "unhex(expr) - Returns the bytes that hexadecimal digits stand for; null for other text.",
    examples: [("SELECT decode(unhex('537061726B2053514C'), 'UTF-8')", "Spark SQL")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .string)], .binary, canGiveNull: true) { arguments, count in
      let text = BytesColumn(arguments[0])
      return RowLoop.bytes(arguments, count, .binary) { row, sink in NumberText.appendUnhex(text[row], sink) }
    }
  }
}
