import RedstartLogicalPlan
import RedstartTypes

/// Returns the elements of the inner arrays as one array; null when one of them is.
struct Flatten: SQLFunction {
  static let names = ["flatten"]
  static let documentation = FunctionDocumentation(
    "flatten(arrayOfArrays) - Returns the elements of the inner arrays as one array; null when one of them is.",
    examples: [("SELECT flatten(array(array(1, 2), array(3, 4)))", "[1, 2, 3, 4]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    guard case .array(.array(let element, let nulls), let outerNulls) = call.arguments[0].type else {
      throw call.unexpectedType(0, .array(.anyArray))
    }
    let type = DataType.array(element, containsNull: nulls)
    return call.scalar(nil, call.arguments, type, canGiveNull: outerNulls) { arguments, count in
      let outer = ListColumn(arguments[0])
      let inner = ListColumn(outer.child)
      let isNull = NullColumn(outer.child)
      var writer = ListWriter(arguments, count)
      let valid = RowLoop.validity(arguments, writer.range.count)
      for row in writer.range {
        if valid.map({ !$0[row] }) ?? false || outer[row].contains(where: { isNull($0) }) {
          writer.endNull()
          continue
        }
        for list in outer[row] { for element in inner[list] { writer.add(element) } }
        writer.end()
      }
      return writer.finish(type, elements: inner.child, count: count)
    }
  }
}
