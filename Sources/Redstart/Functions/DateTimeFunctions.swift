// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

// Dates and times.

/// Returns the date so many months later.
public func add_months(_ start: any ColumnOrName, _ months: any ColumnOrNumber) -> Column {
  .call("add_months", start.column, months.numberColumn)
}

/// Returns a timestamp without zone moved from one zone to another.
public func convert_timezone(_ sourceTz: Column? = nil, _ targetTz: Column, _ sourceTs: any ColumnOrName) -> Column {
  .call("convert_timezone", [targetTz, sourceTs.column] + [sourceTz.map { $0 }].compactMap { $0 })
}

/// Returns the date at the start of the query.
public func curdate() -> Column { .call("curdate", []) }

/// Returns the date at the start of the query.
public func current_date() -> Column { .call("current_date", []) }

/// Returns the timestamp at the start of the query.
public func current_timestamp() -> Column { .call("current_timestamp", []) }

/// Returns the session's time zone.
public func current_timezone() -> Column { .call("current_timezone", []) }

/// Returns the date num_days later.
public func date_add(_ start: any ColumnOrName, _ days: any ColumnOrNumber) -> Column {
  .call("date_add", start.column, days.numberColumn)
}

/// Returns the days from startDate to endDate.
public func date_diff(_ end: any ColumnOrName, _ start: any ColumnOrName) -> Column {
  .call("date_diff", end.column, start.column)
}

/// Returns the timestamp as text in a pattern.
public func date_format(_ date: any ColumnOrName, _ format: String) -> Column {
  .call("date_format", date.column, Column(format.literal))
}

/// Returns the date so many days after the epoch.
public func date_from_unix_date(_ days: any ColumnOrName) -> Column { .call("date_from_unix_date", days.column) }

/// Returns a part of a date, timestamp or interval.
public func date_part(_ field: Column, _ source: any ColumnOrName) -> Column { .call("date_part", field, source.column) }

/// Returns the date num_days earlier.
public func date_sub(_ start: any ColumnOrName, _ days: any ColumnOrNumber) -> Column {
  .call("date_sub", start.column, days.numberColumn)
}

/// Returns the timestamp cut to a unit.
public func date_trunc(_ format: String, _ timestamp: any ColumnOrName) -> Column {
  .call("date_trunc", Column(format.literal), timestamp.column)
}

/// Returns the date num_days later.
public func dateadd(_ start: any ColumnOrName, _ days: any ColumnOrNumber) -> Column {
  .call("dateadd", start.column, days.numberColumn)
}

/// Returns the days from startDate to endDate.
public func datediff(_ end: any ColumnOrName, _ start: any ColumnOrName) -> Column { .call("datediff", end.column, start.column) }

/// Returns a part of a date, timestamp or interval.
public func datepart(_ field: Column, _ source: any ColumnOrName) -> Column { .call("datepart", field, source.column) }

/// Returns the day of the month of a date.
public func day(_ column: any ColumnOrName) -> Column { .call("day", column.column) }

/// Returns the name of the day of the week in three letters.
public func dayname(_ column: any ColumnOrName) -> Column { .call("dayname", column.column) }

/// Returns the day of the month of a date.
public func dayofmonth(_ column: any ColumnOrName) -> Column { .call("dayofmonth", column.column) }

/// Returns the day of the week of a date, 1 for Sunday.
public func dayofweek(_ column: any ColumnOrName) -> Column { .call("dayofweek", column.column) }

/// Returns the day of the year of a date, 1 for 1 January.
public func dayofyear(_ column: any ColumnOrName) -> Column { .call("dayofyear", column.column) }

/// Returns a part of a date, timestamp or interval.
public func extract(_ field: Column, _ source: any ColumnOrName) -> Column { .call("extract", field, source.column) }

/// Returns the seconds since the epoch as text in a pattern.
public func from_unixtime(_ timestamp: any ColumnOrName, _ format: String = "yyyy-MM-dd HH:mm:ss") -> Column {
  .call("from_unixtime", timestamp.column, Column(format.literal))
}

/// Returns the wall clock of a zone when it is that time in UTC.
public func from_utc_timestamp(_ timestamp: any ColumnOrName, _ tz: any ColumnOrValue) -> Column {
  .call("from_utc_timestamp", timestamp.column, tz.valueColumn)
}

/// Returns the hour of a timestamp.
public func hour(_ column: any ColumnOrName) -> Column { .call("hour", column.column) }

/// Returns the last day of the month.
public func last_day(_ date: any ColumnOrName) -> Column { .call("last_day", date.column) }

/// Returns the wall clock of the session's zone at the start of the query.
public func localtimestamp() -> Column { .call("localtimestamp", []) }

/// Returns the date of a year, month and day.
public func make_date(_ year: any ColumnOrName, _ month: any ColumnOrName, _ day: any ColumnOrName) -> Column {
  .call("make_date", year.column, month.column, day.column)
}

/// Returns the minute of a timestamp.
public func minute(_ column: any ColumnOrName) -> Column { .call("minute", column.column) }

/// Returns the month of a date, 1 to 12.
public func month(_ column: any ColumnOrName) -> Column { .call("month", column.column) }

/// Returns the name of the month in three letters.
public func monthname(_ column: any ColumnOrName) -> Column { .call("monthname", column.column) }

/// Returns the months between two times, with a fraction of months of 31 days.
public func months_between(_ date1: any ColumnOrName, _ date2: any ColumnOrName, roundOff: Bool = true) -> Column {
  .call("months_between", date1.column, date2.column, Column(roundOff.literal))
}

/// Returns the first day later than start_date that is such a day of the week.
public func next_day(_ date: any ColumnOrName, _ dayOfWeek: String) -> Column {
  .call("next_day", date.column, Column(dayOfWeek.literal))
}

/// Returns the timestamp at the start of the query.
public func now() -> Column { .call("now", []) }

/// Returns the quarter of a date, 1 to 4.
public func quarter(_ column: any ColumnOrName) -> Column { .call("quarter", column.column) }

/// Returns the second of a timestamp.
public func second(_ column: any ColumnOrName) -> Column { .call("second", column.column) }

/// Returns the timestamp so many microseconds after the epoch.
public func timestamp_micros(_ column: any ColumnOrName) -> Column { .call("timestamp_micros", column.column) }

/// Returns the timestamp so many milliseconds after the epoch.
public func timestamp_millis(_ column: any ColumnOrName) -> Column { .call("timestamp_millis", column.column) }

/// Returns the timestamp so many seconds after the epoch.
public func timestamp_seconds(_ column: any ColumnOrName) -> Column { .call("timestamp_seconds", column.column) }

/// Returns the date that a text stands for.
public func to_date(_ column: any ColumnOrName, _ format: String? = nil) -> Column {
  .call("to_date", [column.column] + [format.map { Column($0.literal) }].compactMap { $0 })
}

/// Returns the timestamp that a text stands for.
public func to_timestamp(_ column: any ColumnOrName, _ format: String? = nil) -> Column {
  .call("to_timestamp", [column.column] + [format.map { Column($0.literal) }].compactMap { $0 })
}

/// Returns the timestamp that a text stands for.
public func to_timestamp_ltz(_ timestamp: any ColumnOrName, _ format: (any ColumnOrName)? = nil) -> Column {
  .call("to_timestamp_ltz", [timestamp.column] + [format.map { $0.column }].compactMap { $0 })
}

/// Returns the timestamp without zone that a text stands for.
public func to_timestamp_ntz(_ timestamp: any ColumnOrName, _ format: (any ColumnOrName)? = nil) -> Column {
  .call("to_timestamp_ntz", [timestamp.column] + [format.map { $0.column }].compactMap { $0 })
}

/// Returns the seconds since the epoch of a time.
public func to_unix_timestamp(_ timestamp: any ColumnOrName, _ format: (any ColumnOrName)? = nil) -> Column {
  .call("to_unix_timestamp", [timestamp.column] + [format.map { $0.column }].compactMap { $0 })
}

/// Returns the time in UTC when it is that time on the wall clock of a zone.
public func to_utc_timestamp(_ timestamp: any ColumnOrName, _ tz: any ColumnOrValue) -> Column {
  .call("to_utc_timestamp", timestamp.column, tz.valueColumn)
}

/// Returns the first day of the week, month, quarter or year of a date.
public func trunc(_ date: any ColumnOrName, _ format: String) -> Column { .call("trunc", date.column, Column(format.literal)) }

/// Returns an interval of those parts; null when they do not fit.
public func try_make_interval(
  _ years: (any ColumnOrName)? = nil, _ months: (any ColumnOrName)? = nil, _ weeks: (any ColumnOrName)? = nil,
  _ days: (any ColumnOrName)? = nil, _ hours: (any ColumnOrName)? = nil, _ mins: (any ColumnOrName)? = nil,
  _ secs: (any ColumnOrName)? = nil
) -> Column {
  .call(
    "try_make_interval",
    []
      + [
        years.map { $0.column }, months.map { $0.column }, weeks.map { $0.column }, days.map { $0.column },
        hours.map { $0.column }, mins.map { $0.column }, secs.map { $0.column },
      ].compactMap { $0 })
}

/// Returns the date that a text stands for, or null.
public func try_to_date(_ column: any ColumnOrName, _ format: String? = nil) -> Column {
  .call("try_to_date", [column.column] + [format.map { Column($0.literal) }].compactMap { $0 })
}

/// Returns the timestamp that a text stands for, or null.
public func try_to_timestamp(_ column: any ColumnOrName, _ format: (any ColumnOrName)? = nil) -> Column {
  .call("try_to_timestamp", [column.column] + [format.map { $0.column }].compactMap { $0 })
}

/// Returns the days since the epoch.
public func unix_date(_ column: any ColumnOrName) -> Column { .call("unix_date", column.column) }

/// Returns the microseconds since the epoch.
public func unix_micros(_ column: any ColumnOrName) -> Column { .call("unix_micros", column.column) }

/// Returns the milliseconds since the epoch.
public func unix_millis(_ column: any ColumnOrName) -> Column { .call("unix_millis", column.column) }

/// Returns the seconds since the epoch.
public func unix_seconds(_ column: any ColumnOrName) -> Column { .call("unix_seconds", column.column) }

/// Returns the seconds since the epoch of a time, of now without one.
public func unix_timestamp(_ timestamp: (any ColumnOrName)? = nil, _ format: String = "yyyy-MM-dd HH:mm:ss") -> Column {
  .call("unix_timestamp", [Column(format.literal)] + [timestamp.map { $0.column }].compactMap { $0 })
}

/// Returns the day of the week of a date, 0 for Monday.
public func weekday(_ column: any ColumnOrName) -> Column { .call("weekday", column.column) }

/// Returns the week of the year of a date, by ISO 8601.
public func weekofyear(_ column: any ColumnOrName) -> Column { .call("weekofyear", column.column) }

/// Returns the year of a date.
public func year(_ column: any ColumnOrName) -> Column { .call("year", column.column) }
