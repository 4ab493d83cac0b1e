import RedstartLogicalPlan
import RedstartTypes

/// Returns an array of the values.
struct ArrayConstructor: SQLFunction {
  static let names = ["array"]
  static let documentation = FunctionDocumentation(
    "array(expr, ...) - Returns an array of the values.",
    examples: [("SELECT array(1, 2, 3)", "[1, 2, 3]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    let arguments = try call.unified()
    let element = arguments.first?.type ?? .null
    let type = DataType.array(element, containsNull: arguments.contains { $0.nullable })
    return call.scalarWithNulls("array", arguments, type, nullable: false) { arguments, count in
      var writer = ListWriter(arguments, count)
      if arguments.isEmpty {
        return .constant(.of([.array([])], type: type), count: count)
      }
      let sources = arguments.map(pickable)
      let (all, starts) = joined(sources, type: element)
      for row in writer.range {
        for (index, argument) in arguments.enumerated() { writer.add(starts[index] + (argument.isConstant ? 0 : row)) }
        writer.end()
      }
      return writer.finish(type, elements: all, count: count)
    }
  }
}
