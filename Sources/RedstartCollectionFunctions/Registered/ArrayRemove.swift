import RedstartLogicalPlan
import RedstartTypes

/// Returns the array without the elements that are equal to a value.
struct ArrayRemove: SQLFunction {
  static let names = ["array_remove"]
  static let documentation = FunctionDocumentation(
    "array_remove(array, element) - Returns the array without the elements that are equal to a value.",
    examples: [("SELECT array_remove(array(1, 2, 3, NULL, 3), 3)", "[1, 2, None]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    let (array, value, _, _) = try call.arrayAndValue()
    return call.rearranged([array, value], array.type) { child, arguments in
      let isNull = NullColumn(child)
      let compare = rowComparator(child, pickable(arguments[1]))
      let step = arguments[1].isConstant ? 0 : 1
      return { row, elements, writer in
        for element in elements where isNull(element) || compare(element, row * step) != 0 { writer.add(element) }
      }
    }
  }
}
