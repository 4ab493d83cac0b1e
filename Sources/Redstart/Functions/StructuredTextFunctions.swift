// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

// JSON and CSV in texts.

/// Returns the part of a JSON text at a path, as text.
public func get_json_object(_ column: any ColumnOrName, _ path: String) -> Column {
  .call("get_json_object", column.column, Column(path.literal))
}

/// Returns the number of elements of the outermost array of a JSON text.
public func json_array_length(_ column: any ColumnOrName) -> Column { .call("json_array_length", column.column) }

/// Returns the keys of the outermost object of a JSON text.
public func json_object_keys(_ column: any ColumnOrName) -> Column { .call("json_object_keys", column.column) }
