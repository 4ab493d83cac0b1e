import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Returns the entries of all maps as one.
struct MapConcat: SQLFunction {
  static let names = ["map_concat"]
  static let documentation = FunctionDocumentation(
    "map_concat(map, ...) - Returns the entries of all maps as one.",
    examples: [("SELECT map_concat(map(1, 'a', 2, 'b'), map(3, 'c'))", "{1: 'a', 2: 'b', 3: 'c'}")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    let arguments = try call.unified(stringPromotion: false)
    let type = arguments.first?.type ?? .map(.string, .string, valueContainsNull: false)
    guard case .map(let key, _, _) = type else { throw call.unexpectedType(0, .anyMap) }
    return call.scalar(nil, arguments, type) { arguments, count in
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
        for argument in arguments {
          if case .map(let moreKeys, let moreValues) = argument.value(at: row) {
            keys += moreKeys
            values += moreValues
          }
        }
        try FunctionBinding.requireKeys(keys, type: key)
        builder.append(.map(keys, values))
      }
      let result = builder.finish()
      return isConstant ? .constant(result, count: count) : result
    }
  }
}
