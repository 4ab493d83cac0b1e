import RedstartLogicalPlan
import RedstartTypes

/// Returns the array in order; nulls come first when ascending.
struct SortArray: SQLFunction {
  static let names = ["sort_array"]
  static let documentation = FunctionDocumentation(
    "sort_array(array[, ascendingOrder]) - Returns the array in order; nulls come first when ascending.",
    examples: [("SELECT sort_array(array('b', 'd', NULL, 'c', 'a'), true)", "[None, 'a', 'b', 'c', 'd']")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1, 2)
    let (element, _) = try call.elementType(0)
    try call.requireOrder(element)
    let ascending = call.arguments.count == 2 ? try call.argumentAsIs(1, .type(.boolean)) : .literal(.boolean(true))
    return call.rearranged([call.arguments[0], ascending], call.arguments[0].type) { child, arguments in
      let isNull = NullColumn(child)
      let compare = rowComparator(child, child)
      let flags = FixedColumn<UInt8>(arguments[1])
      return { row, elements, writer in
        let rises = flags[row] != 0
        let nulls = elements.filter { isNull($0) }
        let values = elements.filter { !isNull($0) }.sorted { rises ? compare($0, $1) < 0 : compare($0, $1) > 0 }
        for element in rises ? nulls + values : values + nulls { writer.add(element) }
      }
    }
  }
}
