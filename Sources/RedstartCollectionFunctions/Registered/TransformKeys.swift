import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Returns a map with its keys replaced by a function's.
struct TransformKeys: HigherOrderFunction {
  static let names = ["transform_keys"]
  static let documentation = FunctionDocumentation(
    "transform_keys(map, function) - Returns the map with each key replaced by the function's of key and value; keys must stay different.",
    examples: [("SELECT transform_keys(map(1, 10, 2, 20), (k, v) -> k + 1)", "{2: 10, 3: 20}")])

  func variables(of index: Int, count: Int, in call: FunctionBinding) throws -> [LambdaParameter]? {
    guard index == 1 else { return nil }
    let (key, value) = try call.entryVariables(0)
    return [key, value]
  }

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let map = call.arguments[0]
    let key = call.arguments[1].type
    let value = try call.entryVariables(0).value
    let type = DataType.map(key, value.type, valueContainsNull: value.nullable)
    return call.higherOrder([map, call.arguments[1]], type, nullable: map.nullable) { arguments, lambdas, count in
      let maps = MapColumn(arguments[0])
      let entries = ElementRows(maps, [arguments[0]], count)
      let values = entries.pick(maps.values)
      let keys = try entries.run(lambdas[0], [entries.pick(maps.keys), values], type: key)
      for row in 0..<entries.rowCount {
        let own = Int(entries.offsets[row])..<Int(entries.offsets[row + 1])
        try FunctionBinding.requireKeys(own.map { keys.value(at: $0) }, type: key)
      }
      return entries.maps(type, keys: keys, values: values)
    }
  }
}
