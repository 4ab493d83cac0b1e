import RedstartLogicalPlan
import RedstartTypes

/// Returns the SHA-2 digest of 224, 256, 384 or 512 bits as hexadecimal digits.
struct SecureHash2: SQLFunction {
  static let names = ["sha2"]
  static let documentation = FunctionDocumentation(
    "sha2(expr, bitLength) - Returns the SHA-2 digest of 224, 256, 384 or 512 bits as hexadecimal digits.",
    examples: [("SELECT sha2('Spark', 256)", "529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.scalar(nil, [try call.argument(0, .binary), try call.argument(1, .integer)], .string, canGiveNull: true) {
      arguments, count in
      let bytes = BytesColumn(arguments[0])
      let bits = FixedColumn<Int32>(arguments[1])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        guard let digest = Digest.sha2(bytes[row], bits: Int(bits[row])) else { return false }
        sink.append(Digest.hex(digest))
        return true
      }
    }
  }
}
