import RedstartLogicalPlan
import RedstartTypes

/// Returns the values of a map as an array.
struct MapValues: SQLFunction {
  static let names = ["map_values"]
  static let documentation = FunctionDocumentation(
    "map_values(map) - Returns the values of a map as an array.",
    examples: [("SELECT map_values(map(1, 'a', 2, 'b'))", "['a', 'b']")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    guard case .map(_, let value, _) = try call.argumentAsIs(0, .anyMap).type else {
      throw call.unexpectedType(0, .anyMap)
    }
    return call.mapPart(.array(value, containsNull: true)) { $0.values }
  }
}
