import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// The rules of the session's zone.
  func zone() throws -> TimeZoneRules { try TimeZoneRules.named(environment.timeZone) }

  /// A number read from a date.
  func dateField(_ body: @escaping @Sendable (Int) -> Int) throws -> Expression {
    try requireCount(1)
    return dateField(try argument(0, .date), body)
  }

  func dateField(
    _ argument: Expression, sql: (@Sendable ([String]) -> String)? = nil, _ body: @escaping @Sendable (Int) -> Int
  ) -> Expression {
    scalar(nil, [argument], .integer, sql: sql) { arguments, count in
      let days = FixedColumn<Int32>(arguments[0])
      return RowLoop.fixed(arguments, count, .integer, as: Int32.self) { Int32(truncatingIfNeeded: body(Int(days[$0]))) }
    }
  }

  /// A number read from the seconds of the day of a timestamp.
  func timeField(_ body: @escaping @Sendable (Int) -> Int) throws -> Expression {
    try requireCount(1)
    return try timeField(try argument(0, .anyTimestamp), body)
  }

  func timeField(
    _ argument: Expression, sql: (@Sendable ([String]) -> String)? = nil, _ body: @escaping @Sendable (Int) -> Int
  ) throws -> Expression {
    let zone = argument.type == .timestampNTZ ? TimeZoneRules.utc : try zone()
    return scalar(nil, [argument], .integer, sql: sql) { arguments, count in
      let instants = FixedColumn<Int64>(arguments[0])
      return RowLoop.fixed(arguments, count, .integer, as: Int32.self) { row in
        let seconds = floorDiv(zone.local(utc: instants[row]), Micros.perSecond)
        return Int32(truncatingIfNeeded: body(Int(floorMod(seconds, 86_400))))
      }
    }
  }

  /// `extract`, `date_part`: the part of a date, timestamp or interval that the first argument names.
  func bindExtract(sql: @escaping @Sendable (String, String) -> String) throws -> Expression {
    try requireCount(2)
    try requireConstant(0, "field", .string)
    guard case .string(let field)? = constant(0) else { return .literal(.null(.double)) }
    let source = arguments[1]
    let name: @Sendable ([String]) -> String = { sql(field, $0[0]) }
    if let result = try extract(field.uppercased(), source, name) { return result }
    throw SparkError(
      "INVALID_EXTRACT_FIELD", ["field": quoted(field), "expr": source.quotedSQL], context: origin.contexts)
  }

  private func extract(
    _ field: String, _ source: Expression, _ name: @escaping @Sendable ([String]) -> String
  ) throws -> Expression? {
    if source.type.isInterval { return intervalField(field, source, name) }
    func date(_ body: @escaping @Sendable (Int) -> Int) throws -> Expression {
      guard let argument = TypeCoercion.implicitCast(source, to: DataType.date) else { throw unexpectedType(1, .type(.date)) }
      return dateField(argument, sql: name, body)
    }
    func time(_ body: @escaping @Sendable (Int) -> Int) throws -> Expression {
      guard let argument = TypeCoercion.implicitCast(source, to: .anyTimestamp) else { throw unexpectedType(1, .anyTimestamp) }
      return try timeField(argument, sql: name, body)
    }
    switch field {
    case "YEAR", "Y", "YEARS", "YR", "YRS": return try date { CivilDate(days: $0).year }
    case "YEAROFWEEK": return try date { Calendar.isoWeek($0).year }
    case "QUARTER", "QTR": return try date { (CivilDate(days: $0).month &- 1) / 3 &+ 1 }
    case "MONTH", "MON", "MONS", "MONTHS": return try date { CivilDate(days: $0).month }
    case "WEEK", "W", "WEEKS": return try date { Calendar.isoWeek($0).week }
    case "DAY", "D", "DAYS": return try date { CivilDate(days: $0).day }
    case "DAYOFWEEK", "DOW": return try date { CivilDate.isoWeekday(days: $0) % 7 &+ 1 }
    case "DAYOFWEEK_ISO", "DOW_ISO": return try date { CivilDate.isoWeekday(days: $0) }
    case "DOY": return try date { CivilDate(days: $0).dayOfYear }
    case "HOUR", "H", "HOURS", "HR", "HRS": return try time { $0 / 3600 }
    case "MINUTE", "M", "MIN", "MINS", "MINUTES": return try time { $0 / 60 % 60 }
    case "SECOND", "S", "SEC", "SECONDS", "SECS":
      guard let argument = TypeCoercion.implicitCast(source, to: .anyTimestamp) else { throw unexpectedType(1, .anyTimestamp) }
      let zone = argument.type == .timestampNTZ ? TimeZoneRules.utc : try zone()
      let type = DataType.decimal(precision: 8, scale: 6)
      return scalar(nil, [argument], type, sql: name) { arguments, count in
        let instants = FixedColumn<Int64>(arguments[0])
        return RowLoop.fixed(arguments, count, type, as: Int64.self) {
          floorMod(zone.local(utc: instants[$0]), 60 * Micros.perSecond)
        }
      }
    default: return nil
    }
  }

  private func intervalField(
    _ field: String, _ source: Expression, _ name: @escaping @Sendable ([String]) -> String
  ) -> Expression? {
    func months<T: FixedWidthInteger & BitwiseCopyable & SendableMetatype>(
      _ type: DataType, _: T.Type, _ body: @escaping @Sendable (Int32) -> Int32
    ) -> Expression {
      scalar(nil, [source], type, sql: name) { arguments, count in
        let values = FixedColumn<Int32>(arguments[0])
        return RowLoop.fixed(arguments, count, type, as: T.self) { T(truncatingIfNeeded: body(values[$0])) }
      }
    }
    func micros<T: FixedWidthInteger & BitwiseCopyable & SendableMetatype>(
      _ type: DataType, _: T.Type, _ body: @escaping @Sendable (Int64) -> Int64
    ) -> Expression {
      scalar(nil, [source], type, sql: name) { arguments, count in
        let values = FixedColumn<Int64>(arguments[0])
        return RowLoop.fixed(arguments, count, type, as: T.self) { T(truncatingIfNeeded: body(values[$0])) }
      }
    }
    switch source.type {
    case .yearMonthInterval:
      switch field {
      case "YEAR", "Y", "YEARS", "YR", "YRS": return months(.integer, Int32.self) { $0 / 12 }
      case "MONTH", "MON", "MONS", "MONTHS": return months(.byte, Int8.self) { $0 % 12 }
      default: return nil
      }
    case .dayTimeInterval:
      switch field {
      case "DAY", "D", "DAYS": return micros(.integer, Int32.self) { $0 / Micros.perDay }
      case "HOUR", "H", "HOURS", "HR", "HRS": return micros(.byte, Int8.self) { $0 % Micros.perDay / 3_600_000_000 }
      case "MINUTE", "M", "MIN", "MINS", "MINUTES": return micros(.byte, Int8.self) { $0 % 3_600_000_000 / 60_000_000 }
      case "SECOND", "S", "SEC", "SECONDS", "SECS":
        return micros(.decimal(precision: 8, scale: 6), Int64.self) { $0 % 60_000_000 }
      default: return nil
      }
    default: return nil
    }
  }

  /// A constant of the session, under the function's own name.
  func sessionConstant(_ function: String, _ value: Value, _ type: DataType) -> Expression {
    scalarWithNulls(function, [], type, nullable: false, sql: { _ in "\(function)()" }) { _, count in
      .constant(.of([value], type: type), count: count)
    }
  }

  /// The error of text that is no date or timestamp.
  static func invalidText(_ text: String, _ type: DataType) -> SparkError {
    SparkError(
      "CAST_INVALID_INPUT",
      [
        "expression": "'\(text)'", "sourceType": "\"STRING\"", "targetType": "\"\(type.sql)\"",
        "ansiConfig": "\"spark.sql.ansi.enabled\"",
      ], as: .dateTime)
  }

  /// The error of text that does not fit a pattern.
  static func unparseable(_ text: String, _ function: String) -> SparkError {
    SparkError(
      "CANNOT_PARSE_TIMESTAMP",
      ["message": "Text '\(text)' could not be parsed at index 0", "func": quoted(function)])
  }
}
