import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Patterns of a batch, compiled once while their text stays the same.
final class CompiledPatterns {
  private let column: BytesColumn
  private let parsing: Bool
  private var last: String?
  private var compiled: DateTimePattern?

  init(_ vector: Vector, parsing: Bool) {
    column = BytesColumn(vector)
    self.parsing = parsing
  }

  func callAsFunction(_ row: Int) throws -> DateTimePattern {
    if let compiled, column.isConstant { return compiled }
    let text = column.string(row)
    if let compiled, text == last { return compiled }
    let pattern = try DateTimePattern(text, parsing: parsing)
    last = text
    compiled = pattern
    return pattern
  }
}

extension FunctionBinding {
  /// `to_date`, `to_timestamp` and their `try_` forms: text with or without a pattern, or another date or timestamp.
  func bindParsing(_ type: DataType, isTry: Bool) throws -> Expression {
    try requireCount(1, 2)
    let source = arguments[0]
    let fails = environment.ansi && !isTry
    let zone = type == .timestamp ? try zone() : TimeZoneRules.utc
    guard source.type.isString || source.type == .null else {
      let accepted = try argument(0, .oneOf([.type(.string), .type(.date), .type(.timestamp), .type(.timestampNTZ)]))
      let cast = accepted.implicitlyCast(to: type)
      return scalar(nil, [cast] + arguments.dropFirst(), type) { arguments, _ in arguments[0] }
    }
    let text = try argument(0, .string)
    @Sendable func parsed(_ bytes: UnsafeBufferPointer<UInt8>, _ pattern: DateTimePattern?) -> Int64? {
      let empty: [UInt8] = [0]
      return empty.withUnsafeBufferPointer { nothing -> Int64? in
        guard let base = bytes.baseAddress ?? nothing.baseAddress else { return nil }
        switch type {
        case .date:
          let days = pattern.map { $0.parseDate(base, bytes.count) } ?? DateText.parseDate(base, bytes.count)
          return days.map { Int64($0) }
        case .timestampNTZ:
          return pattern.map { $0.parseTimestampNTZ(base, bytes.count) } ?? DateText.parseTimestampNTZ(base, bytes.count)
        default:
          return pattern.map { $0.parseTimestamp(base, bytes.count, zone: zone) }
            ?? DateText.parseTimestamp(base, bytes.count, zone: zone)
        }
      }
    }
    let hasPattern = arguments.count == 2
    let hint = type == .date ? "try_to_date" : "try_to_timestamp"
    let list = hasPattern ? [text, try argument(1, .string)] : [text]
    return scalar(nil, list, type, canGiveNull: !hasPattern || !fails) { arguments, count in
      let text = BytesColumn(arguments[0])
      let patterns = hasPattern ? CompiledPatterns(arguments[1], parsing: true) : nil
      func value(_ row: Int) throws -> Int64? {
        if let value = parsed(text[row], try patterns?(row)) { return value }
        if !fails { return nil }
        throw hasPattern ? Self.unparseable(text.string(row), hint) : Self.invalidText(text.string(row), type)
      }
      if type == .date {
        return try RowLoop.optional(arguments, count, type, as: Int32.self) {
          try value($0).map { Int32(truncatingIfNeeded: $0) }
        }
      }
      return try RowLoop.optional(arguments, count, type, as: Int64.self) { try value($0) }
    }
  }

  /// `unix_timestamp` and `to_unix_timestamp`: whole seconds since the epoch.
  func bindUnixTimestamp() throws -> Expression {
    try requireCount(0, 1, 2)
    let standard = "yyyy-MM-dd HH:mm:ss"
    let now = environment.now
    if arguments.isEmpty {
      return scalarWithNulls(
        nil, [], .long, nullable: false, sql: { _ in "unix_timestamp(current_timestamp(), \(standard))" }
      ) { _, count in
        .constant(.of([.integer(floorDiv(now, Micros.perSecond))], type: .long), count: count)
      }
    }
    let source = try argument(0, .oneOf([.type(.string), .type(.date), .type(.timestamp), .type(.timestampNTZ)]))
    let pattern = arguments.count == 2 ? try argument(1, .string) : .literal(.string(standard))
    let zone = try zone()
    let fails = environment.ansi
    return scalar(nil, [source, pattern], .long, canGiveNull: !fails) { arguments, count in
      switch arguments[0].type {
      case .date:
        let days = FixedColumn<Int32>(arguments[0])
        return RowLoop.fixed(arguments, count, .long, as: Int64.self) { row in
          floorDiv(zone.utc(local: Int64(days[row]) &* Micros.perDay) ?? 0, Micros.perSecond)
        }
      case .timestamp, .timestampNTZ:
        let instants = FixedColumn<Int64>(arguments[0])
        return RowLoop.fixed(arguments, count, .long, as: Int64.self) { floorDiv(instants[$0], Micros.perSecond) }
      default:
        let text = BytesColumn(arguments[0])
        let patterns = CompiledPatterns(arguments[1], parsing: true)
        return try RowLoop.optional(arguments, count, .long, as: Int64.self) { row in
          let bytes = text[row]
          let instant = try bytes.baseAddress.flatMap { try patterns(row).parseTimestamp($0, bytes.count, zone: zone) }
          if let instant { return floorDiv(instant, Micros.perSecond) }
          if fails { throw Self.unparseable(text.string(row), "try_to_timestamp") }
          return nil
        }
      }
    }
  }

  /// Timestamps from numbers of some unit.
  func bindTimestamp(fromUnits micros: Int64) throws -> Expression {
    try requireCount(1)
    let argument = try argument(0, .integral).implicitlyCast(to: .long)
    return scalar(nil, [argument], .timestamp) { arguments, count in
      let values = FixedColumn<Int64>(arguments[0])
      return try RowLoop.fixed(arguments, count, .timestamp, as: Int64.self) { row in
        let (result, overflow) = values[row].multipliedReportingOverflow(by: micros)
        if overflow {
          throw SparkError("ARITHMETIC_OVERFLOW", ["message": "long overflow", "alternative": "", "config": ansiConfigParameter])
        }
        return result
      }
    }
  }

  /// Numbers of some unit from timestamps.
  func bindUnits(ofTimestamp micros: Int64) throws -> Expression {
    try requireCount(1)
    return scalar(nil, [try argument(0, .timestamp)], .long) { arguments, count in
      let instants = FixedColumn<Int64>(arguments[0])
      return RowLoop.fixed(arguments, count, .long, as: Int64.self) { floorDiv(instants[$0], micros) }
    }
  }

  /// `make_timestamp` and its kinds, from year, month, day, hour, minute and seconds with a fraction.
  func bindMakeTimestamp(_ type: DataType) throws -> Expression {
    try requireCount(6, 7)
    let seconds = DataType.decimal(precision: 16, scale: 6)
    var list = try (0..<5).map { try argument($0, .integer) }
    list.append(try argument(5, seconds))
    if arguments.count == 7 { list.append(try argument(6, .string)) }
    let zone = type == .timestamp ? try zone() : TimeZoneRules.utc
    let fails = environment.ansi
    return scalar(nil, list, type, canGiveNull: !fails) { arguments, count in
      let parts = (0..<5).map { FixedColumn<Int32>(arguments[$0]) }
      let seconds = FixedColumn<Int64>(arguments[5])
      let zones = arguments.count == 7 ? BytesColumn(arguments[6]) : nil
      return try RowLoop.optional(arguments, count, type, as: Int64.self) { row in
        let rules = try zones.map { try TimeZoneRules.named($0.string(row)) } ?? zone
        do {
          let days = try Self.civilDay(Int(parts[0][row]), Int(parts[1][row]), Int(parts[2][row]))
          try Self.requireRange(parts[3][row], 0, 23, "HourOfDay")
          try Self.requireRange(parts[4][row], 0, 59, "MinuteOfHour")
          let micros = seconds[row]
          // 60 seconds are the next minute; leap seconds do not exist otherwise.
          if micros < 0 || micros > 60_000_000 {
            throw SparkError(
              "INVALID_FRACTION_OF_SECOND", ["secAndMicros": Decimal128.text(Int128(micros), scale: 6)])
          }
          let minutes = Int64(parts[3][row]) * 60 + Int64(parts[4][row])
          let local = Int64(days) * Micros.perDay + minutes * 60_000_000 + micros
          return type == .timestampNTZ ? local : rules.utc(local: local)
        } catch let error as SparkError {
          if fails { throw error }
          return nil
        }
      }
    }
  }

  static func requireRange(_ value: Int32, _ low: Int32, _ high: Int32, _ field: String) throws {
    if value >= low, value <= high { return }
    throw SparkError(
      "DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION",
      ["rangeMessage": "Invalid value for \(field) (valid values \(low) - \(high)): \(value)"])
  }

  /// The day of a date, or why there is none.
  static func civilDay(_ year: Int, _ month: Int, _ day: Int) throws -> Int {
    try requireRange(Int32(truncatingIfNeeded: month), 1, 12, "MonthOfYear")
    if day < 1 || day > 31 {
      throw SparkError(
        "DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION",
        ["rangeMessage": "Invalid value for DayOfMonth (valid values 1 - 28/31): \(day)"])
    }
    if CivilDate.isValid(year: year, month: month, day: day) { return CivilDate.days(year: year, month: month, day: day) }
    let names = [
      "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
    ]
    let message =
      month == 2 && day == 29
      ? "Invalid date 'February 29' as '\(year)' is not a leap year" : "Invalid date '\(names[month - 1]) \(day)'"
    throw SparkError("DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION", ["rangeMessage": message])
  }

  /// `from_utc_timestamp` and `to_utc_timestamp`.
  func bindZoneShift(toUTC: Bool) throws -> Expression {
    try requireCount(2)
    return scalar(nil, [try argument(0, .timestamp), try argument(1, .string)], .timestamp) { arguments, count in
      let instants = FixedColumn<Int64>(arguments[0])
      let names = BytesColumn(arguments[1])
      let constant = names.isConstant && !NullColumn(arguments[1])(0) ? try TimeZoneRules.named(names.string(0)) : nil
      return try RowLoop.fixed(arguments, count, .timestamp, as: Int64.self) { row in
        let zone = try constant ?? TimeZoneRules.named(names.string(row))
        return toUTC ? zone.utc(local: instants[row]) ?? instants[row] : zone.local(utc: instants[row])
      }
    }
  }
}
