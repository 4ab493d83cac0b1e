import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns a map of two arrays of equal length.
struct MapFromArrays: SQLFunction {
  static let names = ["map_from_arrays"]
  static let documentation = FunctionDocumentation(
    "map_from_arrays(keys, values) - Returns a map of two arrays of equal length.",
    examples: [("SELECT map_from_arrays(array(1.0, 3.0), array('2', '4'))", "{Decimal('1.0'): '2', Decimal('3.0'): '4'}")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let (key, _) = try call.elementType(0)
    let (value, nulls) = try call.elementType(1)
    let type = DataType.map(key, value, valueContainsNull: nulls)
    return call.scalar(nil, call.arguments, type) { arguments, count in
      let keyLists = ListColumn(arguments[0])
      let valueLists = ListColumn(arguments[1])
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let valid = RowLoop.validity(arguments, rows)
      let builder = VectorBuilder(type: type, capacity: rows)
      for row in 0..<rows {
        guard valid.map({ $0[row] }) ?? true else {
          builder.appendNull()
          continue
        }
        guard keyLists[row].count == valueLists[row].count else {
          throw SparkError("_LEGACY_ERROR_TEMP_2128")
        }
        let keys = keyLists[row].map { keyLists.child.value(at: $0) }
        try FunctionBinding.requireKeys(keys, type: key)
        builder.append(.map(keys, valueLists[row].map { valueLists.child.value(at: $0) }))
      }
      let result = builder.finish()
      return isConstant ? .constant(result, count: count) : result
    }
  }
}
