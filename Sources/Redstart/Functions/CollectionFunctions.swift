// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

// Arrays, maps and structs.

/// Returns the array with an element added at its end.
public func array_append(_ column: any ColumnOrName, _ value: any ColumnOrValue) -> Column {
  .call("array_append", column.column, value.valueColumn)
}

/// Returns the array without nulls.
public func array_compact(_ column: any ColumnOrName) -> Column { .call("array_compact", column.column) }

/// Returns whether the array holds the value.
public func array_contains(_ column: any ColumnOrName, _ value: any ColumnOrValue) -> Column {
  .call("array_contains", column.column, value.valueColumn)
}

/// Returns the array without repetitions.
public func array_distinct(_ column: any ColumnOrName) -> Column { .call("array_distinct", column.column) }

/// Returns the elements of the first array that the second does not hold, without repetitions.
public func array_except(_ col1: any ColumnOrName, _ col2: any ColumnOrName) -> Column {
  .call("array_except", col1.column, col2.column)
}

/// Returns the elements that both arrays hold, without repetitions.
public func array_intersect(_ col1: any ColumnOrName, _ col2: any ColumnOrName) -> Column {
  .call("array_intersect", col1.column, col2.column)
}

/// Returns the elements as text joined by a delimiter.
public func array_join(_ column: any ColumnOrName, _ delimiter: String, _ nullReplacement: String? = nil) -> Column {
  .call(
    "array_join", [column.column, Column(delimiter.literal)] + [nullReplacement.map { Column($0.literal) }].compactMap { $0 })
}

/// Returns the greatest element, nulls left out.
public func array_max(_ column: any ColumnOrName) -> Column { .call("array_max", column.column) }

/// Returns the least element, nulls left out.
public func array_min(_ column: any ColumnOrName) -> Column { .call("array_min", column.column) }

/// Returns the position of the first such element, counted from 1; 0 without one.
public func array_position(_ column: any ColumnOrName, _ value: any ColumnOrValue) -> Column {
  .call("array_position", column.column, value.valueColumn)
}

/// Returns the array with an element added at its start.
public func array_prepend(_ column: any ColumnOrName, _ value: any ColumnOrValue) -> Column {
  .call("array_prepend", column.column, value.valueColumn)
}

/// Returns the array without the elements that are equal to a value.
public func array_remove(_ column: any ColumnOrName, _ element: any ColumnOrValue) -> Column {
  .call("array_remove", column.column, element.valueColumn)
}

/// Returns an array of a value count times.
public func array_repeat(_ column: any ColumnOrName, _ count: any ColumnOrNumber) -> Column {
  .call("array_repeat", column.column, count.numberColumn)
}

/// Returns the number of elements of an array.
public func array_size(_ column: any ColumnOrName) -> Column { .call("array_size", column.column) }

/// Returns the elements of both arrays without repetitions.
public func array_union(_ col1: any ColumnOrName, _ col2: any ColumnOrName) -> Column {
  .call("array_union", col1.column, col2.column)
}

/// Returns whether the arrays share an element that is not null.
public func arrays_overlap(_ a1: any ColumnOrName, _ a2: any ColumnOrName) -> Column {
  .call("arrays_overlap", a1.column, a2.column)
}

/// Returns an array of structs of the elements at the same place.
public func arrays_zip(_ columns: any ColumnOrName...) -> Column { .call("arrays_zip", columns.map(\.column)) }

/// Returns the number of elements of an array or map.
public func cardinality(_ column: any ColumnOrName) -> Column { .call("cardinality", column.column) }

/// Returns the element at a position counted from 1 or from the end, or the value of a map's key.
public func element_at(_ column: any ColumnOrName, _ extraction: any ColumnOrValue) -> Column {
  .call("element_at", column.column, extraction.valueColumn)
}

/// Makes a row of each element of an array or entry of a map.
public func explode(_ column: any ColumnOrName) -> Column { .call("explode", column.column) }

/// Makes a row of each element of an array or entry of a map.
public func explode_outer(_ column: any ColumnOrName) -> Column { .call("explode_outer", column.column) }

/// Returns the elements of the inner arrays as one array; null when one of them is.
public func flatten(_ column: any ColumnOrName) -> Column { .call("flatten", column.column) }

/// Returns the element at an index counted from 0, or null.
public func get(_ column: any ColumnOrName, _ index: any ColumnOrNumber) -> Column {
  .call("get", column.column, index.numberColumn)
}

/// Makes a row of each element of an array or entry of a map.
public func inline(_ column: any ColumnOrName) -> Column { .call("inline", column.column) }

/// Makes a row of each element of an array or entry of a map.
public func inline_outer(_ column: any ColumnOrName) -> Column { .call("inline_outer", column.column) }

/// Returns the entries of all maps as one.
public func map_concat(_ columns: any ColumnOrName...) -> Column { .call("map_concat", columns.map(\.column)) }

/// Returns whether the map has the key.
public func map_contains_key(_ column: any ColumnOrName, _ value: any ColumnOrValue) -> Column {
  .call("map_contains_key", column.column, value.valueColumn)
}

/// Returns the entries of a map as an array of structs.
public func map_entries(_ column: any ColumnOrName) -> Column { .call("map_entries", column.column) }

/// Returns a map of two arrays of equal length.
public func map_from_arrays(_ col1: any ColumnOrName, _ col2: any ColumnOrName) -> Column {
  .call("map_from_arrays", col1.column, col2.column)
}

/// Returns a map of an array of key-value structs.
public func map_from_entries(_ column: any ColumnOrName) -> Column { .call("map_from_entries", column.column) }

/// Returns the keys of a map as an array.
public func map_keys(_ column: any ColumnOrName) -> Column { .call("map_keys", column.column) }

/// Returns the values of a map as an array.
public func map_values(_ column: any ColumnOrName) -> Column { .call("map_values", column.column) }

/// Makes a row of each element of an array or entry of a map.
public func posexplode(_ column: any ColumnOrName) -> Column { .call("posexplode", column.column) }

/// Makes a row of each element of an array or entry of a map.
public func posexplode_outer(_ column: any ColumnOrName) -> Column { .call("posexplode_outer", column.column) }

/// Returns the text or array in reverse order.
public func reverse(_ column: any ColumnOrName) -> Column { .call("reverse", column.column) }

/// Returns the number of elements of an array or map.
public func size(_ column: any ColumnOrName) -> Column { .call("size", column.column) }

/// Returns the array in order; nulls come first when ascending.
public func sort_array(_ column: any ColumnOrName, asc: Bool = true) -> Column {
  .call("sort_array", column.column, Column(asc.literal))
}

/// Spreads the expressions over n rows, in columns col0, col1 and so on.
public func stack(_ columns: any ColumnOrName...) -> Column { .call("stack", columns.map(\.column)) }

/// Returns the element at a position counted from 1 or from the end, or the value of a map's key, or null.
public func try_element_at(_ column: any ColumnOrName, _ extraction: any ColumnOrName) -> Column {
  .call("try_element_at", column.column, extraction.column)
}
