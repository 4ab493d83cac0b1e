import RedstartLogicalPlan
import RedstartTypes

/// Returns the text n times.
struct Repeat: SQLFunction {
  static let names = ["repeat"]
  static let documentation = FunctionDocumentation(
    "repeat(str, n) - Returns the text n times.",
    examples: [("SELECT repeat('123', 2)", "123123")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.scalar(nil, [try call.argument(0, .string), try call.argument(1, .integer)], .string) { arguments, count in
      let text = BytesColumn(arguments[0])
      let times = FixedColumn<Int32>(arguments[1])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        for _ in 0..<max(0, times[row]) { sink.append(text[row]) }
        return true
      }
    }
  }
}
