import RedstartLogicalPlan
import RedstartTypes

/// Returns a map with its values replaced by a function's.
struct TransformValues: HigherOrderFunction {
  static let names = ["transform_values"]
  static let documentation = FunctionDocumentation(
    "transform_values(map, function) - Returns the map with each value replaced by the function's of key and value.",
    examples: [("SELECT transform_values(map(1, 10, 2, 20), (k, v) -> k + v)", "{1: 11, 2: 22}")])

  func variables(of index: Int, count: Int, in call: FunctionBinding) throws -> [LambdaParameter]? {
    guard index == 1 else { return nil }
    let (key, value) = try call.entryVariables(0)
    return [key, value]
  }

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let map = call.arguments[0]
    let (key, value) = (try call.entryVariables(0).key.type, call.arguments[1].type)
    let type = DataType.map(key, value, valueContainsNull: call.arguments[1].nullable)
    return call.higherOrder([map, call.arguments[1]], type, nullable: map.nullable) { arguments, lambdas, count in
      let maps = MapColumn(arguments[0])
      let entries = ElementRows(maps, [arguments[0]], count)
      let keys = entries.pick(maps.keys)
      let values = try entries.run(lambdas[0], [keys, entries.pick(maps.values)], type: value)
      return entries.maps(type, keys: keys, values: values)
    }
  }
}
