import RedstartLogicalPlan
import RedstartTypes

/// Returns the text that an encoded URL stands for.
struct URLDecode: SQLFunction {
  static let names = ["url_decode"]
  static let documentation = FunctionDocumentation(
    "url_decode(str) - Returns the text that an encoded URL stands for.",
    examples: [("SELECT url_decode('https%3A%2F%2Fspark.apache.org')", "https://spark.apache.org")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .string)], .string, canGiveNull: true) { arguments, count in
      let text = BytesColumn(arguments[0])
      return try RowLoop.bytes(arguments, count, .string) { row, sink in
        try TextCoding.appendURLDecoded(text[row], sink)
        return true
      }
    }
  }
}
