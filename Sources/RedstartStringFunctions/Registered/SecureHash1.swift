import RedstartLogicalPlan
import RedstartTypes

/// Returns the SHA-1 digest as hexadecimal digits.
struct SecureHash1: SQLFunction {
  static let names = ["sha1", "sha"]
  static let documentation = FunctionDocumentation(
    "sha1(expr) - Returns the SHA-1 digest as hexadecimal digits.",
    examples: [("SELECT sha1('Spark')", "85f5955f4b27a9a4c2aab6ffe5d7189fc298b92c")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .binary)], .string) { arguments, count in
      let bytes = BytesColumn(arguments[0])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        sink.append(Digest.hex(Digest.sha1(bytes[row])))
        return true
      }
    }
  }
}
