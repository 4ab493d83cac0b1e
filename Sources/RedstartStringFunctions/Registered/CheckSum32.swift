import RedstartLogicalPlan
import RedstartTypes

/// Returns the CRC-32 check sum.
struct CheckSum32: SQLFunction {
  static let names = ["crc32"]
  static let documentation = FunctionDocumentation(
    "crc32(expr) - Returns the CRC-32 check sum.",
    examples: [("SELECT crc32('Spark')", "1557323817")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .binary)], .long) { arguments, count in
      let bytes = BytesColumn(arguments[0])
      return RowLoop.fixed(arguments, count, .long, as: Int64.self) { Int64(Digest.crc32(bytes[$0])) }
    }
  }
}
