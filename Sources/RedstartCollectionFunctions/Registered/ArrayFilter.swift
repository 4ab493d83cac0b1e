import RedstartLogicalPlan
import RedstartTypes

/// Returns the elements of an array for which a condition is true.
struct ArrayFilter: HigherOrderFunction {
  static let names = ["filter"]
  static let documentation = FunctionDocumentation(
    "filter(array, condition) - Returns the elements for which the condition of the element, or of it and its number from 0, is true.",
    examples: [
      ("SELECT filter(array(1, 2, 3), x -> x % 2 == 1)", "[1, 3]"),
      ("SELECT filter(array(0, 2, 3), (x, i) -> x > i)", "[2, 3]"),
    ])

  func variables(of index: Int, count: Int, in call: FunctionBinding) throws -> [LambdaParameter]? {
    guard index == 1 else { return nil }
    let element = try call.elementVariable(0)
    return count == 2 ? [element, LambdaParameter(.integer, nullable: false)] : [element]
  }

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    try call.requireCondition(1)
    let array = call.arguments[0]
    let type = array.type
    return call.higherOrder([array, call.arguments[1]], type, nullable: array.nullable) { arguments, lambdas, count in
      let lists = ListColumn(arguments[0])
      let elements = ElementRows(lists, [arguments[0]], count)
      let (kept, offsets) = elements.kept(try elements.run(lambdas[0], elements: lists.child, type: .boolean))
      return elements.lists(type, elements.pick(lists.child).gather(kept).flattened(), offsets: offsets)
    }
  }
}
