import RedstartLogicalPlan
import RedstartTypes

/// Returns the position of the first such element, counted from 1; 0 without one.
struct ArrayPosition: SQLFunction {
  static let names = ["array_position"]
  static let documentation = FunctionDocumentation(
    "array_position(array, element) - Returns the position of the first such element, counted from 1; 0 without one.",
    examples: [("SELECT array_position(array(312, 773, 708, 708), 708)", "3")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    if call.arguments[1].type == .null {
      return call.scalar(nil, call.arguments, .long) { _, count in .nulls(.long, count: count) }
    }
    let (array, value, _, _) = try call.arrayAndValue()
    return call.scalar(nil, [array, value], .long) { arguments, count in
      let lists = ListColumn(arguments[0])
      let wanted = pickable(arguments[1])
      let step = arguments[1].isConstant ? 0 : 1
      let compare = rowComparator(lists.child, wanted)
      let isNull = NullColumn(lists.child)
      return RowLoop.fixed(arguments, count, .long, as: Int64.self) { row in
        let range = lists[row]
        for element in range where !isNull(element) && compare(element, row &* step) == 0 {
          return Int64(element - range.lowerBound + 1)
        }
        return 0
      }
    }
  }
}
