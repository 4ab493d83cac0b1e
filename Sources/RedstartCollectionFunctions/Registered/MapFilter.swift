import RedstartLogicalPlan
import RedstartTypes

/// Returns the entries of a map for which a condition is true.
struct MapFilter: HigherOrderFunction {
  static let names = ["map_filter"]
  static let documentation = FunctionDocumentation(
    "map_filter(map, condition) - Returns the entries for which the condition of key and value is true.",
    examples: [("SELECT map_filter(map(1, 0, 2, 2, 3, -1), (k, v) -> k > v)", "{1: 0, 3: -1}")])

  func variables(of index: Int, count: Int, in call: FunctionBinding) throws -> [LambdaParameter]? {
    guard index == 1 else { return nil }
    let (key, value) = try call.entryVariables(0)
    return [key, value]
  }

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    try call.requireCondition(1)
    let map = call.arguments[0]
    let type = map.type
    return call.higherOrder([map, call.arguments[1]], type, nullable: map.nullable) { arguments, lambdas, count in
      let maps = MapColumn(arguments[0])
      let entries = ElementRows(maps, [arguments[0]], count)
      let (keys, values) = (entries.pick(maps.keys), entries.pick(maps.values))
      let (kept, offsets) = entries.kept(try entries.run(lambdas[0], [keys, values], type: .boolean))
      return entries.maps(
        type, keys: keys.gather(kept).flattened(), values: values.gather(kept).flattened(), offsets: offsets)
    }
  }
}
