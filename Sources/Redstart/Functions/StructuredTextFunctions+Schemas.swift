// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

import RedstartTypes

// JSON and CSV texts as structs, and back.

/// Returns the struct, array or map that a JSON text holds.
public func from_json(_ text: any ColumnOrName, _ schema: String, _ options: [String: String] = [:]) -> Column {
  .call("from_json", [text.column, Column(schema.literal)] + map(options))
}
/// Returns the struct that a JSON text holds.
public func from_json(_ text: any ColumnOrName, _ schema: StructType, _ options: [String: String] = [:]) -> Column {
  from_json(text, schema.json, options)
}
/// Returns a struct, array or map as a JSON text.
public func to_json(_ column: any ColumnOrName, _ options: [String: String] = [:]) -> Column {
  .call("to_json", [column.column] + map(options))
}
/// Returns the schema of a JSON text, as text.
public func schema_of_json(_ json: any ColumnOrValue, _ options: [String: String] = [:]) -> Column {
  .call("schema_of_json", [json.valueColumn] + map(options))
}
/// Returns parts of the outermost object of a JSON text, each a column.
public func json_tuple(_ text: any ColumnOrName, _ fields: String...) -> Column {
  .call("json_tuple", [text.column] + fields.map { Column($0.literal) })
}
/// Returns the struct that a line of CSV holds.
public func from_csv(_ text: any ColumnOrName, _ schema: String, _ options: [String: String] = [:]) -> Column {
  .call("from_csv", [text.column, Column(schema.literal)] + map(options))
}
/// Returns a struct as a line of CSV.
public func to_csv(_ column: any ColumnOrName, _ options: [String: String] = [:]) -> Column {
  .call("to_csv", [column.column] + map(options))
}

/// Options as the map that the functions take as their last argument, when there are any.
private func map(_ options: [String: String]) -> [Column] {
  if options.isEmpty { return [] }
  let pairs = options.sorted { $0.key < $1.key }.flatMap { [Column($0.key.literal), Column($0.value.literal)] }
  return [.call("map", pairs)]
}
