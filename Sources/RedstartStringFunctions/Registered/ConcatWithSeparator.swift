import RedstartLogicalPlan
import RedstartTypes

/// Returns the texts that are not null, joined by a separator.
struct ConcatWithSeparator: SQLFunction {
  static let names = ["concat_ws"]
  static let documentation = FunctionDocumentation(
    "concat_ws(sep, str or array(str), ...) - Returns the texts that are not null, joined by a separator.",
    examples: [("SELECT concat_ws(' ', 'Spark', 'SQL')", "Spark SQL"), ("SELECT concat_ws('/', 'foo', NULL, 'bar')", "foo/bar")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(atLeast: 1)
    var arguments = [try call.argument(0, .string)]
    for index in call.arguments.indices.dropFirst() {
      arguments.append(try call.argument(index, .oneOf([.type(.string), .array(.type(.string))])))
    }
    return call.scalarWithNulls(nil, arguments, .string, nullable: arguments[0].nullable) { arguments, count in
      let separators = BytesColumn(arguments[0])
      let noSeparator = NullColumn(arguments[0])
      let parts = arguments.dropFirst().map { vector -> (isNull: NullColumn, text: BytesColumn, list: ListColumn?) in
        if case .array = vector.type {
          let list = ListColumn(vector)
          return (NullColumn(vector), BytesColumn(list.child), list)
        }
        return (NullColumn(vector), BytesColumn(vector), nil)
      }
      return RowLoop.bytes(arguments, count, .string, skipNulls: false) { row, sink in
        if noSeparator(row) { return false }
        var isFirst = true
        func add(_ text: Bytes) {
          if !isFirst { sink.append(separators[row]) }
          isFirst = false
          sink.append(text)
        }
        for part in parts where !part.isNull(row) {
          if let list = part.list {
            for index in list[row] where !list.child.isNull(index) { add(part.text[index]) }
          } else {
            add(part.text[row])
          }
        }
        return true
      }
    }
  }
}
