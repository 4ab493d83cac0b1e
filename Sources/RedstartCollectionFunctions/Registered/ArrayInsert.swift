import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns the array with a value put at a position, counted from 1 or from the end.
struct ArrayInsert: SQLFunction {
  static let names = ["array_insert"]
  static let documentation = FunctionDocumentation(
    "array_insert(x, pos, val) - Returns the array with a value put at a position, counted from 1 or from the end.",
    examples: [
      ("SELECT array_insert(array(1, 2, 3, 4), 5, 5)", "[1, 2, 3, 4, 5]"),
      ("SELECT array_insert(array(5, 4, 3, 2), -1, 1)", "[5, 4, 3, 2, 1]"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3)
    let (element, containsNull) = try call.elementType(0)
    guard let common = TypeCoercion.commonTypeWithoutStringPromotion(element, call.arguments[2].type) else {
      throw call.mismatch(
        "ARRAY_FUNCTION_DIFF_TYPES",
        [
          "functionName": "`array_insert`", "dataType": "\"ARRAY\"", "leftType": "\"\(call.arguments[0].type.sql)\"",
          "rightType": "\"\(call.arguments[2].type.sql)\"",
        ])
    }
    let array = call.arguments[0].implicitlyCast(to: .array(common, containsNull: containsNull))
    let position = try call.argument(1, .integer)
    let value = call.arguments[2].implicitlyCast(to: common)
    let type = DataType.array(common, containsNull: true)
    return call.scalarWithNulls(nil, [array, position, value], type, nullable: array.nullable || position.nullable) {
      arguments, count in
      let lists = ListColumn(arguments[0])
      let positions = FixedColumn<Int32>(arguments[1])
      let nulls = arguments.prefix(2).map { NullColumn($0) }
      let (all, starts) = joined([lists.child, pickable(arguments[2])], type: common)
      var writer = ListWriter(arguments, count)
      for row in writer.range {
        if nulls[0](row) || nulls[1](row) {
          writer.endNull()
          continue
        }
        let position = Int(positions[row])
        if position == 0 { throw SparkError("INVALID_INDEX_OF_ZERO") }
        let elements = lists[row]
        let added = starts[1] + (arguments[2].isConstant ? 0 : row)
        if abs(position) > 10_000_000 {
          throw SparkError(
            "COLLECTION_SIZE_LIMIT_EXCEEDED.FUNCTION",
            ["numberOfElements": "\(abs(position))", "maxRoundedArrayLength": "10000000", "functionName": "`array_insert`"])
        }
        let place = position > 0 ? position - 1 : elements.count + position + 1
        if place < 0 {
          writer.add(added)
          for _ in place..<0 { writer.add(-1) }
          for element in elements { writer.add(element) }
        } else {
          for offset in 0..<max(place, elements.count) {
            if offset == place { writer.add(added) }
            writer.add(offset < elements.count ? elements.lowerBound + offset : -1)
          }
          if place >= elements.count { writer.add(added) }
        }
        writer.end()
      }
      return writer.finish(type, elements: all, count: count)
    }
  }
}
