import RedstartLogicalPlan
import RedstartTypes

/// Returns the elements as text joined by a delimiter.
struct ArrayJoin: SQLFunction {
  static let names = ["array_join"]
  static let documentation = FunctionDocumentation(
    "array_join(array, delimiter[, nullReplacement]) - Returns the elements as text joined by a delimiter.",
    examples: [
      ("SELECT array_join(array('hello', NULL, 'world'), ' ')", "hello world"),
      ("SELECT array_join(array('hello', NULL, 'world'), ' ', ',')", "hello , world"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    var arguments = [try call.argument(0, .array(.type(.string))), try call.argument(1, .string)]
    if call.arguments.count == 3 { arguments.append(try call.argument(2, .string)) }
    return call.scalar(nil, arguments, .string) { arguments, count in
      let lists = ListColumn(arguments[0])
      let text = BytesColumn(lists.child)
      let isNull = NullColumn(lists.child)
      let delimiters = BytesColumn(arguments[1])
      let replacements = arguments.count == 3 ? BytesColumn(arguments[2]) : nil
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        var isFirst = true
        for element in lists[row] {
          if isNull(element), replacements == nil { continue }
          if !isFirst { sink.append(delimiters[row]) }
          isFirst = false
          if isNull(element) {
            if let replacements { sink.append(replacements[row]) }
          } else {
            sink.append(text[element])
          }
        }
        return true
      }
    }
  }
}
