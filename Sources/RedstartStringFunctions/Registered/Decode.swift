import RedstartLogicalPlan
import RedstartTypes

/// Returns the text that bytes in a character set stand for; with more arguments, the result beside the first equal value.
struct Decode: SQLFunction {
  static let names = ["decode"]
  static let documentation = FunctionDocumentation(
    "decode(bin, charset) - Returns the text that bytes in a character set stand for; with more arguments, the result beside the first equal value.",
    examples: [
      ("SELECT decode(encode('abc', 'utf-8'), 'utf-8')", "abc"),
      ("SELECT decode(2, 1, 'Southlake', 2, 'San Francisco', 'none')", "San Francisco"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(atLeast: 2)
    if call.arguments.count > 2 { return try call.decodeByValue() }
    return call.scalar(nil, [try call.argument(0, .binary), try call.argument(1, .string)], .string, canGiveNull: true) {
      arguments, count in
      let bytes = BytesColumn(arguments[0])
      let charsets = BytesColumn(arguments[1])
      return try RowLoop.bytes(arguments, count, .string) { row, sink in
        try TextCoding.appendDecoded(bytes[row], charsets.string(row), sink)
        return true
      }
    }
  }
}
