import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Returns a map of a function's values for the keys of two maps.
struct MapZipWith: HigherOrderFunction {
  static let names = ["map_zip_with"]
  static let documentation = FunctionDocumentation(
    "map_zip_with(left, right, function) - Returns a map of all keys with the function's values of key and both maps' values, null where a map lacks the key.",
    examples: [
      ("SELECT map_zip_with(map(1, 'a', 2, 'b'), map(1, 'x'), (k, v1, v2) -> concat(v1, coalesce(v2, '')))", "{1: 'ax', 2: 'b'}")
    ])

  func variables(of index: Int, count: Int, in call: FunctionBinding) throws -> [LambdaParameter]? {
    guard index == 2 else { return nil }
    let (left, right) = (try call.entryVariables(0), try call.entryVariables(1))
    return [
      LambdaParameter(try keyType(call), nullable: false), LambdaParameter(left.value.type, nullable: true),
      LambdaParameter(right.value.type, nullable: true),
    ]
  }

  private func keyType(_ call: FunctionBinding) throws -> DataType {
    let (left, right) = (try call.entryVariables(0).key.type, try call.entryVariables(1).key.type)
    guard let common = TypeCoercion.commonTypeWithoutStringPromotion(left, right) else {
      throw call.mismatch(
        "MAP_ZIP_WITH_DIFF_TYPES",
        ["functionName": quoted(call.name.lowercased()), "leftType": "\"\(left.sql)\"", "rightType": "\"\(right.sql)\""])
    }
    return common
  }

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3)
    let key = try keyType(call)
    let sides = try [0, 1].map { side in
      let value = try call.entryVariables(side).value
      return call.arguments[side].implicitlyCast(to: .map(key, value.type, valueContainsNull: value.nullable))
    }
    let value = call.arguments[2].type
    let type = DataType.map(key, value, valueContainsNull: call.arguments[2].nullable)
    return call.higherOrder(sides + [call.arguments[2]], type, nullable: sides.contains { $0.nullable }) {
      arguments, lambdas, count in
      let maps = arguments.map { MapColumn($0) }
      let (allKeys, starts) = joined(maps.map(\.keys), type: key)
      let keyOf = keys(allKeys)
      // For each key of a row, in order of appearance: its place in `allKeys`, and the entry of each map, or none.
      var places: [Int32] = []
      var found: [[Int32]] = [[], []]
      let entries = ElementRows(arguments, count, childCount: allKeys.count) { row in
        let start = places.count
        var known: [Value: Int] = [:]
        for side in 0..<2 {
          for entry in maps[side][row] {
            let name = keyOf(starts[side] + entry)
            let position = known[name] ?? places.count
            if position == places.count {
              known[name] = position
              places.append(Int32(truncatingIfNeeded: starts[side] + entry))
              for other in 0..<2 { found[other].append(-1) }
            }
            found[side][position] = Int32(truncatingIfNeeded: entry)
          }
        }
        return start..<places.count
      }
      let ownKeys = allKeys.gather(Selection(places)).flattened()
      let values = (0..<2).map { side in
        maps[side].values.count == 0
          ? Vector.nulls(maps[side].values.type, count: entries.count) : maps[side].values.gather(Selection(found[side]))
      }
      return entries.maps(type, keys: ownKeys, values: try entries.run(lambdas[0], [ownKeys] + values, type: value))
    }
  }
}
