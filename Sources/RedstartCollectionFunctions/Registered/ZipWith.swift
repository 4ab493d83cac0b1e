import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Returns the array of a function's values for pairs of elements of two arrays.
struct ZipWith: HigherOrderFunction {
  static let names = ["zip_with"]
  static let documentation = FunctionDocumentation(
    "zip_with(left, right, function) - Returns the array of the function's values for pairs of elements; the shorter array goes on with nulls.",
    examples: [
      ("SELECT zip_with(array(1, 2), array(3, 4), (x, y) -> x + y)", "[4, 6]"),
      ("SELECT zip_with(array('a', 'b'), array('d'), (x, y) -> coalesce(y, x))", "['d', 'b']"),
    ])

  func variables(of index: Int, count: Int, in call: FunctionBinding) throws -> [LambdaParameter]? {
    guard index == 2 else { return nil }
    return try [0, 1].map { LambdaParameter(try call.elementVariable($0).type, nullable: true) }
  }

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3)
    let (left, right) = (call.arguments[0], call.arguments[1])
    let element = call.arguments[2].type
    let type = DataType.array(element, containsNull: call.arguments[2].nullable)
    return call.higherOrder([left, right, call.arguments[2]], type, nullable: left.nullable || right.nullable) {
      arguments, lambdas, count in
      let lists = arguments.map { ListColumn($0) }
      let size = lists[0].child.count + lists[1].child.count
      // The pairs of each row, numbered through; each side's element of a pair, or none.
      var sides: [[Int32]] = [[], []]
      let pairs = ElementRows(arguments, count, childCount: size) { row in
        let start = sides[0].count
        let length = max(lists[0][row].count, lists[1][row].count)
        for side in 0..<2 {
          let range = lists[side][row]
          for offset in 0..<length {
            sides[side].append(offset < range.count ? Int32(truncatingIfNeeded: range.lowerBound + offset) : -1)
          }
        }
        return start..<(start + length)
      }
      let variables = (0..<2).map { side in
        lists[side].child.count == 0
          ? Vector.nulls(lists[side].child.type, count: pairs.count) : lists[side].child.gather(Selection(sides[side]))
      }
      return pairs.lists(type, try pairs.run(lambdas[0], variables, type: element))
    }
  }
}
