// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

import RedstartTypes

// Window functions that look at other rows.

/// Returns the value `offset` rows before, or `value` where there is no such row.
public func lag(_ column: any ColumnOrName, _ offset: Int = 1, _ value: (any ColumnOrValue)? = nil) -> Column {
  .call("lag", [column.column, Column(offset.literal)] + [value?.valueColumn].compactMap { $0 })
}

/// Returns the value `offset` rows after, or `value` where there is no such row.
public func lead(_ column: any ColumnOrName, _ offset: Int = 1, _ value: (any ColumnOrValue)? = nil) -> Column {
  .call("lead", [column.column, Column(offset.literal)] + [value?.valueColumn].compactMap { $0 })
}

/// Returns the value in the row of that number in the window.
public func nth_value(_ column: any ColumnOrName, _ position: Int, ignoreNulls: Bool = false) -> Column {
  .call("nth_value", column.column, Column(position.literal), Column(ignoreNulls.literal))
}

/// Deals the rows of a partition into that many groups of nearly equal size, and returns the group's number.
public func ntile(_ count: Int) -> Column { .call("ntile", Column(count.literal)) }
