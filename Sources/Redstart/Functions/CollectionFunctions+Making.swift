// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

import RedstartTypes

// Making arrays, maps and structs.

/// Returns an array of columns.
public func array(_ columns: any ColumnOrName...) -> Column { .call("array", columns.map(\.column)) }
/// Returns a map of keys and values in turn.
public func create_map(_ columns: any ColumnOrName...) -> Column { .call("map", columns.map(\.column)) }
/// Returns a struct of columns under their names.
public func `struct`(_ columns: any ColumnOrName...) -> Column { .call("struct", columns.map(\.column)) }
/// Returns a struct of names and values in turn.
public func named_struct(_ columns: Column...) -> Column { .call("named_struct", columns) }

/// Returns the numbers, dates or timestamps from `start` to `stop`, which is among them.
public func sequence(_ start: any ColumnOrName, _ stop: any ColumnOrName, _ step: (any ColumnOrName)? = nil) -> Column {
  .call("sequence", [start.column, stop.column] + [step?.column].compactMap { $0 })
}
/// Returns `length` elements from `start` on, which counts from 1, or from the end when negative.
public func slice(_ array: any ColumnOrName, _ start: any ColumnOrNumber, _ length: any ColumnOrNumber) -> Column {
  .call("slice", array.column, start.numberColumn, length.numberColumn)
}
/// Returns the array with an element put in at a position.
public func array_insert(_ array: any ColumnOrName, _ position: any ColumnOrNumber, _ value: any ColumnOrValue) -> Column {
  .call("array_insert", array.column, position.numberColumn, value.valueColumn)
}
/// Returns the array in random order.
public func shuffle(_ array: any ColumnOrName, seed: Int64? = nil) -> Column {
  .call("shuffle", array.column, Column((seed ?? .random(in: 0 ... .max)).literal))
}
