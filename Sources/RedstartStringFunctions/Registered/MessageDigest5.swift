import RedstartLogicalPlan
import RedstartTypes

/// Returns the MD5 digest as hexadecimal digits.
struct MessageDigest5: SQLFunction {
  static let names = ["md5"]
  static let documentation = FunctionDocumentation(
    "md5(expr) - Returns the MD5 digest as hexadecimal digits.",
    examples: [("SELECT md5('Spark')", "8cde774d6f7333752ed72cacddb05126")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .binary)], .string) { arguments, count in
      let bytes = BytesColumn(arguments[0])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        sink.append(Digest.hex(Digest.md5(bytes[row])))
        return true
      }
    }
  }
}
