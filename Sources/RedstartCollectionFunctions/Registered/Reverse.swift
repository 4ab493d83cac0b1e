import RedstartLogicalPlan
import RedstartTypes

/// Returns the text or array in reverse order.
struct Reverse: SQLFunction {
  static let names = ["reverse"]
  static let documentation = FunctionDocumentation(
    "reverse(expr) - Returns the text or array in reverse order.",
    examples: [("SELECT reverse('Spark SQL')", "LQS krapS"), ("SELECT reverse(array(2, 1, 4, 3))", "[3, 4, 1, 2]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    if case .array = call.arguments[0].type {
      return call.rearranged(call.arguments, call.arguments[0].type) { _, _ in
        { _, elements, writer in for element in elements.reversed() { writer.add(element) } }
      }
    }
    return call.scalar(nil, [try call.argument(0, .oneOf([.type(.string), .anyArray]))], .string) { arguments, count in
      let text = BytesColumn(arguments[0])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        let source = text[row]
        var end = source.count
        while end > 0 {
          var start = end - 1
          while start > 0, source[start] & 0xC0 == 0x80 { start -= 1 }
          sink.append(UnsafeBufferPointer(rebasing: source[start..<end]))
          end = start
        }
        return true
      }
    }
  }
}
