import RedstartLogicalPlan
import RedstartTypes

/// Returns whether the array holds the value.
struct ArrayContains: SQLFunction {
  static let names = ["array_contains"]
  static let documentation = FunctionDocumentation(
    "array_contains(array, value) - Returns whether the array holds the value.",
    examples: [("SELECT array_contains(array(1, 2, 3), 2)", "True")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    let (array, value, element, containsNull) = try call.arrayAndValue()
    try call.requireOrder(element)
    return call.scalar(nil, [array, value], .boolean, canGiveNull: containsNull) { arguments, count in
      let lists = ListColumn(arguments[0])
      let wanted = pickable(arguments[1])
      let step = arguments[1].isConstant ? 0 : 1
      let compare = rowComparator(lists.child, wanted)
      let isNull = NullColumn(lists.child)
      return RowLoop.optional(arguments, count, .boolean, as: UInt8.self) { row in
        var sawNull = false
        for element in lists[row] {
          if isNull(element) {
            sawNull = true
          } else if compare(element, row &* step) == 0 {
            return 1
          }
        }
        return sawNull ? nil : 0
      }
    }
  }
}
