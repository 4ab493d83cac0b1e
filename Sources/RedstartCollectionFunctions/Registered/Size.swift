import RedstartLogicalPlan
import RedstartTypes

/// Returns the number of elements of an array or map.
struct Size: SQLFunction {
  static let names = ["size", "cardinality"]
  static let documentation = FunctionDocumentation(
    "size(expr) - Returns the number of elements of an array or map.",
    examples: [("SELECT size(array('b', 'd', 'c', 'a'))", "4"), ("SELECT size(map('a', 1, 'b', 2))", "2")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let argument = try call.argument(0, .oneOf([.anyArray, .anyMap]))
    let isMap = if case .map = argument.type { true } else { false }
    return call.scalar(nil, [argument], .integer) { arguments, count in
      if isMap {
        let maps = MapColumn(arguments[0])
        return RowLoop.fixed(arguments, count, .integer, as: Int32.self) { Int32(maps[$0].count) }
      }
      let lists = ListColumn(arguments[0])
      return RowLoop.fixed(arguments, count, .integer, as: Int32.self) { Int32(lists[$0].count) }
    }
  }
}
