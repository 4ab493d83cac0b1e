import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Returns a map of an array of key-value structs.
struct MapFromEntries: SQLFunction {
  static let names = ["map_from_entries"]
  static let documentation = FunctionDocumentation(
    "map_from_entries(arrayOfEntries) - Returns a map of an array of key-value structs.",
    examples: [("SELECT map_from_entries(array(struct(1, 'a'), struct(2, 'b')))", "{1: 'a', 2: 'b'}")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    guard case .array(.struct(let fields), let entryNulls) = call.arguments[0].type, fields.count == 2 else {
      throw call.unexpectedType(0, .array(.anyStruct))
    }
    let type = DataType.map(fields.fields[0].type, fields.fields[1].type, valueContainsNull: fields.fields[1].nullable)
    return call.scalar(nil, call.arguments, type, canGiveNull: entryNulls) { arguments, count in
      let lists = ListColumn(arguments[0])
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let valid = RowLoop.validity(arguments, rows)
      let builder = VectorBuilder(type: type, capacity: rows)
      for row in 0..<rows {
        guard valid.map({ $0[row] }) ?? true else {
          builder.appendNull()
          continue
        }
        var keys: [Value] = []
        var values: [Value] = []
        for element in lists[row] {
          if case .structure(let parts) = lists.child.value(at: element) {
            keys.append(parts[0])
            values.append(parts[1])
          }
        }
        if keys.count < lists[row].count {
          builder.appendNull()
          continue
        }
        try FunctionBinding.requireKeys(keys, type: fields.fields[0].type)
        builder.append(.map(keys, values))
      }
      let result = builder.finish()
      return isConstant ? .constant(result, count: count) : result
    }
  }
}
