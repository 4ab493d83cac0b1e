import RedstartLogicalPlan
import RedstartTypes

/// Returns the number of elements of an array.
struct ArraySize: SQLFunction {
  static let names = ["array_size"]
  static let documentation = FunctionDocumentation(
    "array_size(expr) - Returns the number of elements of an array.",
    examples: [("SELECT array_size(array('b', 'd', 'c', 'a'))", "4")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .anyArray)], .integer) { arguments, count in
      let lists = ListColumn(arguments[0])
      return RowLoop.fixed(arguments, count, .integer, as: Int32.self) { Int32(lists[$0].count) }
    }
  }
}
