import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Returns a dense ML vector of an array of numbers.
struct ArrayToVector: SQLFunction {
  static let names = ["array_to_vector"]
  static let documentation = FunctionDocumentation(
    "array_to_vector(array) - Returns a dense ML vector of an array of numbers.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let argument = try call.argument(0, .array(.type(.double)))
    let type = DataType.udt(.vector)
    return call.scalar(nil, [argument], type) { arguments, count in
      let lists = ListColumn(arguments[0])
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let isNull = NullColumn(arguments[0])
      let builder = VectorBuilder(type: UserDefinedType.vector.sqlType, capacity: rows)
      for row in 0..<rows {
        if isNull(row) {
          builder.appendNull()
        } else {
          builder.append(.structure([.integer(1), .null, .null, .array(lists[row].map { lists.child.value(at: $0) })]))
        }
      }
      let result = builder.finish().retyped(type)
      return isConstant ? .constant(result, count: count) : result
    }
  }
}
