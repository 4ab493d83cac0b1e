import RedstartLogicalPlan
import RedstartTypes

/// Returns an array of a value count times.
struct ArrayRepeat: SQLFunction {
  static let names = ["array_repeat"]
  static let documentation = FunctionDocumentation(
    "array_repeat(element, count) - Returns an array of a value count times.",
    examples: [("SELECT array_repeat('123', 2)", "['123', '123']")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let element = call.arguments[0]
    let times = try call.argument(1, .integer)
    let type = DataType.array(element.type, containsNull: element.nullable)
    return call.scalarWithNulls(nil, [element, times], type, nullable: times.nullable) { arguments, count in
      let counts = FixedColumn<Int32>(arguments[1])
      let noCount = NullColumn(arguments[1])
      var writer = ListWriter(arguments, count)
      for row in writer.range {
        if noCount(row) {
          writer.endNull()
          continue
        }
        for _ in 0..<max(0, counts[row]) { writer.add(arguments[0].isConstant ? 0 : row) }
        writer.end()
      }
      return writer.finish(type, elements: pickable(arguments[0]), count: count)
    }
  }
}
