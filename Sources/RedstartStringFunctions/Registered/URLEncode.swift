import RedstartLogicalPlan
import RedstartTypes

/// Returns the text in the form that URLs take.
struct URLEncode: SQLFunction {
  static let names = ["url_encode"]
  static let documentation = FunctionDocumentation(
    "url_encode(str) - Returns the text in the form that URLs take.",
    examples: [("SELECT url_encode('https://spark.apache.org')", "https%3A%2F%2Fspark.apache.org")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .string)], .string, canGiveNull: true) { arguments, count in
      let text = BytesColumn(arguments[0])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        TextCoding.appendURLEncoded(text[row], sink)
        return true
      }
    }
  }
}
