import RedstartLogicalPlan
import RedstartTypes

/// Returns the array without nulls.
struct ArrayCompact: SQLFunction {
  static let names = ["array_compact"]
  static let documentation = FunctionDocumentation(
    "array_compact(array) - Returns the array without nulls.",
    examples: [("SELECT array_compact(array(1, 2, 3, NULL))", "[1, 2, 3]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let (element, _) = try call.elementType(0)
    return call.rearranged(call.arguments, .array(element, containsNull: false)) { child, _ in
      let isNull = NullColumn(child)
      return { _, elements, writer in for element in elements where !isNull(element) { writer.add(element) } }
    }
  }
}
