import RedstartLogicalPlan
import RedstartTypes

/// Returns the array without repetitions.
struct ArrayDistinct: SQLFunction {
  static let names = ["array_distinct"]
  static let documentation = FunctionDocumentation(
    "array_distinct(array) - Returns the array without repetitions.",
    examples: [("SELECT array_distinct(array(1, 2, 3, NULL, 3))", "[1, 2, 3, None]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    _ = try call.elementType(0)
    return call.rearranged(call.arguments, call.arguments[0].type) { child, _ in
      let key = keys(child)
      return { _, elements, writer in
        var seen: Set<Value> = []
        for element in elements where seen.insert(key(element)).inserted { writer.add(element) }
      }
    }
  }
}
