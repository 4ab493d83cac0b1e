import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Returns the map of a text of pairs.
struct StringToMap: SQLFunction {
  static let names = ["str_to_map"]
  static let documentation = FunctionDocumentation(
    "str_to_map(text[, pairDelim[, keyValueDelim]]) - Returns the map of a text of pairs.",
    examples: [("SELECT str_to_map('a:1,b:2,c:3', ',', ':')", "{'a': '1', 'b': '2', 'c': '3'}")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1, 2, 3)
    let pairs = call.arguments.count > 1 ? try call.argument(1, .string) : .literal(.string(","))
    let values = call.arguments.count > 2 ? try call.argument(2, .string) : .literal(.string(":"))
    let type = DataType.map(.string, .string, valueContainsNull: true)
    return call.scalar(nil, [try call.argument(0, .string), pairs, values], type) { arguments, count in
      let text = BytesColumn(arguments[0])
      let pairDelimiters = BytesColumn(arguments[1])
      let valueDelimiters = BytesColumn(arguments[2])
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let valid = RowLoop.validity(arguments, rows)
      let builder = VectorBuilder(type: type, capacity: rows)
      for row in 0..<rows {
        guard valid.map({ $0[row] }) ?? true else {
          builder.appendNull()
          continue
        }
        var keys: [Value] = []
        var entries: [Value] = []
        for pair in text.string(row).split(separator: pairDelimiters.string(row), omittingEmptySubsequences: false) {
          let parts = pair.split(separator: valueDelimiters.string(row), maxSplits: 1, omittingEmptySubsequences: false)
          keys.append(.string(String(parts[0])))
          entries.append(parts.count > 1 ? .string(String(parts[1])) : .null)
        }
        try FunctionBinding.requireKeys(keys, type: .string)
        builder.append(.map(keys, entries))
      }
      let result = builder.finish()
      return isConstant ? .constant(result, count: count) : result
    }
  }
}
