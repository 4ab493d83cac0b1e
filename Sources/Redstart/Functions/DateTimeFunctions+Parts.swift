// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

import RedstartTypes

// Timestamps and intervals of their parts; windows of time.

/// Returns the timestamp of those parts, in the session's time zone or another.
public func make_timestamp(
  _ year: any ColumnOrName, _ month: any ColumnOrName, _ day: any ColumnOrName, _ hour: any ColumnOrName,
  _ minute: any ColumnOrName, _ second: any ColumnOrName, _ timeZone: (any ColumnOrName)? = nil
) -> Column {
  .call(
    "make_timestamp",
    [year.column, month.column, day.column, hour.column, minute.column, second.column] + [timeZone?.column].compactMap { $0 })
}
/// Returns an interval of months and microseconds; parts that are left out are zero.
public func make_interval(
  years: any ColumnOrNumber = 0, months: any ColumnOrNumber = 0, weeks: any ColumnOrNumber = 0, days: any ColumnOrNumber = 0,
  hours: any ColumnOrNumber = 0, mins: any ColumnOrNumber = 0, secs: any ColumnOrNumber = 0
) -> Column {
  .call("make_interval", [years, months, weeks, days, hours, mins, secs].map(\.numberColumn))
}
/// Returns an interval of days and microseconds; parts that are left out are zero.
public func make_dt_interval(
  days: any ColumnOrNumber = 0, hours: any ColumnOrNumber = 0, mins: any ColumnOrNumber = 0, secs: any ColumnOrNumber = 0
) -> Column {
  .call("make_dt_interval", [days, hours, mins, secs].map(\.numberColumn))
}
/// Returns an interval of months; parts that are left out are zero.
public func make_ym_interval(years: any ColumnOrNumber = 0, months: any ColumnOrNumber = 0) -> Column {
  .call("make_ym_interval", years.numberColumn, months.numberColumn)
}
/// Returns the window of time that a timestamp lies in, such as `window("time", "10 minutes")`.
public func window(
  _ time: any ColumnOrName, _ duration: String, _ slide: String? = nil, _ start: String? = nil
) -> Column {
  var arguments = [time.column, Column(duration.literal)]
  if slide != nil || start != nil { arguments.append(Column((slide ?? duration).literal)) }
  if let start { arguments.append(Column(start.literal)) }
  return .call("window", arguments)
}
/// Returns the window of time between pauses of a length.
public func session_window(_ time: any ColumnOrName, _ gap: any ColumnOrValue) -> Column {
  .call("session_window", time.column, gap.valueColumn)
}
