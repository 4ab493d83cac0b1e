import RedstartLogicalPlan
import RedstartTypes

/// Returns the array of a function's values for the elements of an array.
struct ArrayTransform: HigherOrderFunction {
  static let names = ["transform"]
  static let documentation = FunctionDocumentation(
    "transform(array, function) - Returns the array of the function's values for the elements, or for elements and their numbers from 0.",
    examples: [
      ("SELECT transform(array(1, 2, 3), x -> x + 1)", "[2, 3, 4]"),
      ("SELECT transform(array(1, 2, 3), (x, i) -> x + i)", "[1, 3, 5]"),
    ])

  func variables(of index: Int, count: Int, in call: FunctionBinding) throws -> [LambdaParameter]? {
    guard index == 1 else { return nil }
    let element = try call.elementVariable(0)
    return count == 2 ? [element, LambdaParameter(.integer, nullable: false)] : [element]
  }

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let array = call.arguments[0]
    let element = call.arguments[1].type
    let type = DataType.array(element, containsNull: call.arguments[1].nullable)
    return call.higherOrder([array, call.arguments[1]], type, nullable: array.nullable) { arguments, lambdas, count in
      let lists = ListColumn(arguments[0])
      let elements = ElementRows(lists, [arguments[0]], count)
      return elements.lists(type, try elements.run(lambdas[0], elements: lists.child, type: element))
    }
  }
}
