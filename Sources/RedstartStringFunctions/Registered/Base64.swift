import RedstartLogicalPlan
import RedstartTypes

/// Returns a binary as text in base 64.
struct Base64: SQLFunction {
  static let names = ["base64"]
  static let documentation = FunctionDocumentation(
    "base64(bin) - Returns a binary as text in base 64.",
    examples: [("SELECT base64('Spark SQL')", "U3BhcmsgU1FM")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .binary)], .string) { arguments, count in
      let bytes = BytesColumn(arguments[0])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        TextCoding.appendBase64(bytes[row], sink)
        return true
      }
    }
  }
}
