// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

import RedstartTypes

// Aggregates with choices: which rows count, and how exactly.

/// Returns the number of rows in which the column is not null; of all rows for `*`.
public func count(_ column: any ColumnOrName) -> Column {
  .call("count", column.column.isStar ? Column(1.literal) : column.column)
}

/// Returns the number of different rows of columns; rows with a null do not count.
public func count_distinct(_ column: any ColumnOrName, _ more: any ColumnOrName...) -> Column {
  .call("count", ([column] + more).map(\.column), distinct: true)
}
public func countDistinct(_ column: any ColumnOrName, _ more: any ColumnOrName...) -> Column {
  .call("count", ([column] + more).map(\.column), distinct: true)
}

/// Returns the sum of the different values.
public func sum_distinct(_ column: any ColumnOrName) -> Column { .call("sum", [column.column], distinct: true) }

/// Returns the mean of the values.
public func mean(_ column: any ColumnOrName) -> Column { .call("avg", column.column) }

/// Returns the first value of the group.
public func first(_ column: any ColumnOrName, ignoreNulls: Bool = false) -> Column {
  .call("first", column.column, Column(ignoreNulls.literal))
}
/// Returns the last value of the group.
public func last(_ column: any ColumnOrName, ignoreNulls: Bool = false) -> Column {
  .call("last", column.column, Column(ignoreNulls.literal))
}
/// Returns the first value of the group.
public func first_value(_ column: any ColumnOrName, ignoreNulls: Bool = false) -> Column {
  .call("first_value", column.column, Column(ignoreNulls.literal))
}
/// Returns the last value of the group.
public func last_value(_ column: any ColumnOrName, ignoreNulls: Bool = false) -> Column {
  .call("last_value", column.column, Column(ignoreNulls.literal))
}
/// Returns some value of the group.
public func any_value(_ column: any ColumnOrName, ignoreNulls: Bool = false) -> Column {
  .call("any_value", column.column, Column(ignoreNulls.literal))
}

/// Returns the most frequent value.
/// - Parameter deterministic: Of several, the least one.
public func mode(_ column: any ColumnOrName, deterministic: Bool = false) -> Column {
  .call("mode", column.column, Column(deterministic.literal))
}

/// Returns the value in the row whose `order` is the greatest.
public func max_by(_ column: any ColumnOrName, _ order: any ColumnOrName) -> Column {
  .call("max_by", column.column, order.column)
}
/// Returns the value in the row whose `order` is the least.
public func min_by(_ column: any ColumnOrName, _ order: any ColumnOrName) -> Column {
  .call("min_by", column.column, order.column)
}

/// Returns the exact percentile, or an array of them for an array of percentages from 0 to 1.
public func percentile(
  _ column: any ColumnOrName, _ percentage: any ColumnOrValue, _ frequency: any ColumnOrNumber = 1
) -> Column {
  .call("percentile", column.column, percentage.valueColumn, frequency.numberColumn)
}

/// Returns a percentile that is a value of the group, or an array of them; greater `accuracy` is more exact.
public func percentile_approx(
  _ column: any ColumnOrName, _ percentage: any ColumnOrValue, _ accuracy: any ColumnOrNumber = 10000
) -> Column {
  .call("percentile_approx", column.column, percentage.valueColumn, accuracy.numberColumn)
}
/// Returns a percentile that is a value of the group, or an array of them; greater `accuracy` is more exact.
public func approx_percentile(
  _ column: any ColumnOrName, _ percentage: any ColumnOrValue, _ accuracy: any ColumnOrNumber = 10000
) -> Column {
  .call("approx_percentile", column.column, percentage.valueColumn, accuracy.numberColumn)
}

/// Returns the texts that are not null, joined by a delimiter.
public func listagg(_ column: any ColumnOrName, _ delimiter: (any ColumnOrValue)? = nil, distinct: Bool = false) -> Column {
  .call("listagg", [column.column] + [delimiter?.valueColumn].compactMap { $0 }, distinct: distinct)
}
/// Returns the texts that are not null, joined by a delimiter.
public func string_agg(_ column: any ColumnOrName, _ delimiter: (any ColumnOrValue)? = nil, distinct: Bool = false) -> Column {
  .call("string_agg", [column.column] + [delimiter?.valueColumn].compactMap { $0 }, distinct: distinct)
}
