import RedstartLogicalPlan
import RedstartTypes

/// Returns the text in a character set.
struct Encode: SQLFunction {
  static let names = ["encode"]
  static let documentation = FunctionDocumentation(
    "encode(str, charset) - Returns the text in a character set.",
    examples: [("SELECT encode('abc', 'utf-8')", "b'abc'")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.scalar(nil, [try call.argument(0, .string), try call.argument(1, .string)], .binary, canGiveNull: true) {
      arguments, count in
      let text = BytesColumn(arguments[0])
      let charsets = BytesColumn(arguments[1])
      return try RowLoop.bytes(arguments, count, .binary) { row, sink in
        try TextCoding.appendEncoded(text[row], charsets.string(row), sink)
        return true
      }
    }
  }
}
