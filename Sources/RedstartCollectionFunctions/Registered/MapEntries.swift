import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Returns the entries of a map as an array of structs.
struct MapEntries: SQLFunction {
  static let names = ["map_entries"]
  static let documentation = FunctionDocumentation(
    "map_entries(map) - Returns the entries of a map as an array of structs.",
    examples: [("SELECT map_entries(map(1, 'a'))", "[Row(key=1, value='a')]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    guard case .map(let key, let value, let nulls) = try call.argumentAsIs(0, .anyMap).type else {
      throw call.unexpectedType(0, .anyMap)
    }
    let entry = DataType.struct(
      StructType([StructField("key", key, nullable: false), StructField("value", value, nullable: nulls)]))
    return call.mapPart(.array(entry, containsNull: false)) { maps in
      Vector(type: entry, count: maps.keys.count, layout: .structure([maps.keys, maps.values]))
    }
  }
}
