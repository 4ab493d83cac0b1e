import RedstartLogicalPlan
import RedstartTypes

/// Returns whether the map has the key.
struct MapContainsKey: SQLFunction {
  static let names = ["map_contains_key"]
  static let documentation = FunctionDocumentation(
    "map_contains_key(map, key) - Returns whether the map has the key.",
    examples: [("SELECT map_contains_key(map(1, 'a', 2, 'b'), 1)", "True")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    guard case .map(let keyType, let valueType, let nulls) = call.arguments[0].type else { throw call.unexpectedType(0, .anyMap) }
    if call.arguments[1].type == .null { throw call.mismatch("NULL_TYPE", ["functionName": "`map_contains_key`"]) }
    guard let common = TypeCoercion.commonTypeWithoutStringPromotion(keyType, call.arguments[1].type) else {
      throw call.mismatch(
        "MAP_FUNCTION_DIFF_TYPES",
        [
          "functionName": "`map_contains_key`", "dataType": "\"MAP\"", "leftType": "\"\(call.arguments[0].type.sql)\"",
          "rightType": "\"\(call.arguments[1].type.sql)\"",
        ])
    }
    let map = call.arguments[0].implicitlyCast(to: .map(common, valueType, valueContainsNull: nulls))
    return call.scalar(nil, [map, call.arguments[1].implicitlyCast(to: common)], .boolean, canGiveNull: true) {
      arguments, count in
      let maps = MapColumn(arguments[0])
      let step = arguments[1].isConstant ? 0 : 1
      let compare = rowComparator(maps.keys, pickable(arguments[1]))
      return RowLoop.fixed(arguments, count, .boolean, as: UInt8.self) { row in
        maps[row].contains { compare($0, row &* step) == 0 } ? 1 : 0
      }
    }
  }
}
