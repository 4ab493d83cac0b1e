// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

import RedstartTypes

// Texts by patterns and parts.

/// Returns the texts that are not null, joined by a separator.
public func concat_ws(_ separator: String, _ columns: any ColumnOrName...) -> Column {
  .call("concat_ws", [Column(separator.literal)] + columns.map(\.column))
}
/// Returns a text with values put in as `printf` does.
public func format_string(_ format: String, _ columns: any ColumnOrName...) -> Column {
  .call("format_string", [Column(format.literal)] + columns.map(\.column))
}
/// Returns a text with values put in as `printf` does.
public func printf(_ format: any ColumnOrName, _ columns: any ColumnOrName...) -> Column {
  .call("printf", [format.column] + columns.map(\.column))
}
/// Returns the parts of a text between matches of a pattern.
/// - Parameter limit: Most parts, when positive.
public func split(_ text: any ColumnOrName, _ pattern: any ColumnOrValue, _ limit: any ColumnOrNumber = -1) -> Column {
  .call("split", text.column, pattern.valueColumn, limit.numberColumn)
}
/// Returns `length` characters from `start` on, which counts from 1.
public func substring(_ text: any ColumnOrName, _ start: any ColumnOrNumber, _ length: any ColumnOrNumber) -> Column {
  .call("substring", text.column, start.numberColumn, length.numberColumn)
}
/// Returns the text with a part replaced, from `position` on, which counts from 1.
public func overlay(
  _ text: any ColumnOrName, _ replacement: any ColumnOrName, _ position: any ColumnOrNumber, _ length: any ColumnOrNumber = -1
) -> Column {
  .call("overlay", text.column, replacement.column, position.numberColumn, length.numberColumn)
}
/// Returns a map of the pairs in a text.
public func str_to_map(
  _ text: any ColumnOrName, _ pairDelimiter: any ColumnOrValue = ",", _ keyDelimiter: any ColumnOrValue = ":"
) -> Column {
  .call("str_to_map", text.column, pairDelimiter.valueColumn, keyDelimiter.valueColumn)
}
