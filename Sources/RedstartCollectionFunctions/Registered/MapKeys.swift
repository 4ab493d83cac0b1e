import RedstartLogicalPlan
import RedstartTypes

/// Returns the keys of a map as an array.
struct MapKeys: SQLFunction {
  static let names = ["map_keys"]
  static let documentation = FunctionDocumentation(
    "map_keys(map) - Returns the keys of a map as an array.",
    examples: [("SELECT map_keys(map(1, 'a', 2, 'b'))", "[1, 2]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    guard case .map(let key, _, _) = try call.argumentAsIs(0, .anyMap).type else { throw call.unexpectedType(0, .anyMap) }
    return call.mapPart(.array(key, containsNull: true)) { $0.keys }
  }
}
