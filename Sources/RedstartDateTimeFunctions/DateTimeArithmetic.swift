import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// `+`, `-`, `*` and `/` where an operand is a date, a timestamp or an interval.
enum DateTimeArithmetic {
  /// `a + b`, in either order.
  static func bindAddition(_ call: FunctionBinding) throws -> Expression {
    let a = call.arguments[0]
    let b = call.arguments[1]
    if a.type.isInterval, b.type.isInterval || b.type == .null { return try intervalSum(call, a, b, "+") }
    if a.type == .null, b.type.isInterval { return try intervalSum(call, a, b, "+") }
    if a.type.isInterval || (!a.type.isDateOrTimestamp && b.type.isDateOrTimestamp) { return try move(call, b, by: a, "+") }
    return try move(call, a, by: b, "+")
  }

  /// `a - b`.
  static func bindSubtraction(_ call: FunctionBinding) throws -> Expression {
    let a = call.arguments[0]
    let b = call.arguments[1]
    if a.type.isInterval, b.type.isInterval || b.type == .null { return try intervalSum(call, a, b, "-") }
    if a.type == .null, b.type.isInterval { return try intervalSum(call, a, b, "-") }
    if b.type.isDateOrTimestamp || (a.type.isDateOrTimestamp && b.type.isString) { return try difference(call, a, b) }
    return try move(call, a, by: b, "-")
  }

  // MARK: Dates and timestamps

  private static func move(_ call: FunctionBinding, _ start: Expression, by step: Expression, _ sign: String) throws -> Expression
  {
    let isMinus = sign == "-"
    let name: @Sendable ([String]) -> String = { "\($0[0]) \(sign) \($0[1])" }
    switch (start.type, step.type) {
    case (.date, .dayTimeInterval(.day, .day)):
      return call.scalar(
        "date_add_interval", [start, step], .date,
        sql: { names in
          let days = "extractansiintervaldays(\(names[1]))"
          return "date_add(\(names[0]), \(isMinus ? "(- \(days))" : days))"
        }
      ) { arguments, count in
        let days = FixedColumn<Int32>(arguments[0])
        let steps = FixedColumn<Int64>(arguments[1])
        return RowLoop.fixed(arguments, count, .date, as: Int32.self) { row in
          let step = Int32(truncatingIfNeeded: steps[row] / Micros.perDay)
          return isMinus ? days[row] &- step : days[row] &+ step
        }
      }
    case (.date, .yearMonthInterval):
      return call.scalar("date_add_months", [start, step], .date, sql: name) { arguments, count in
        let days = FixedColumn<Int32>(arguments[0])
        let months = FixedColumn<Int32>(arguments[1])
        return RowLoop.fixed(arguments, count, .date, as: Int32.self) { row in
          let step = isMinus ? 0 - Int(months[row]) : Int(months[row])
          return Int32(truncatingIfNeeded: Calendar.addMonths(Int(days[row]), step))
        }
      }
    case (.date, .calendarInterval):
      let ansi = call.environment.ansi
      return call.scalar("date_add_calendar_interval", [start, step], .date, sql: name) { arguments, count in
        let days = FixedColumn<Int32>(arguments[0])
        let steps = FixedColumn<CalendarInterval>(arguments[1])
        return try RowLoop.fixed(arguments, count, .date, as: Int32.self) { row in
          let step = steps[row]
          if step.microseconds != 0, ansi {
            throw SparkError(
              "INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION", ["ansiConfig": "\"spark.sql.ansi.enabled\""], as: .illegalArgument)
          }
          let sign = isMinus ? -1 : 1
          let moved = Calendar.addMonths(Int(days[row]), Int(step.months) * sign) &+ Int(step.days) * sign
          let micros = Int64(moved) &* Micros.perDay &+ step.microseconds &* Int64(sign)
          return Int32(truncatingIfNeeded: floorDiv(micros, Micros.perDay))
        }
      }
    case (.date, _) where step.type.isIntegral || step.type == .null || step.type.isString:
      var moved = call
      moved.arguments = [start, step]
      return try moved.moveDate(isMinus ? "date_sub" : "date_add", isMinus ? -1 : 1)
    case (.timestamp, .dayTimeInterval), (.timestampNTZ, .dayTimeInterval), (.date, .dayTimeInterval),
      (.timestamp, .yearMonthInterval), (.timestampNTZ, .yearMonthInterval), (.timestamp, .calendarInterval),
      (.timestampNTZ, .calendarInterval):
      let start = start.type == .date ? start.implicitlyCast(to: .timestamp) : start
      return try moveTimestamp(call, start, step, isMinus, name)
    case (_, _) where start.type.isString && step.type.isInterval:
      return try move(call, start.implicitlyCast(to: .timestamp), by: step, sign)
    default:
      throw call.mismatch(
        "BINARY_OP_DIFF_TYPES", ["left": "\"\(call.arguments[0].type.sql)\"", "right": "\"\(call.arguments[1].type.sql)\""])
    }
  }

  private static func moveTimestamp(
    _ call: FunctionBinding, _ start: Expression, _ step: Expression, _ isMinus: Bool,
    _ name: @escaping @Sendable ([String]) -> String
  ) throws -> Expression {
    let type = start.type
    let zone: TimeZoneRules? = type == .timestamp ? try call.zone() : nil
    let sign = isMinus ? -1 : 1
    return call.scalar("timestamp_add_interval", [start, step], type, sql: name) { arguments, count in
      let instants = FixedColumn<Int64>(arguments[0])
      switch arguments[1].type {
      case .yearMonthInterval:
        let months = FixedColumn<Int32>(arguments[1])
        return try RowLoop.fixed(arguments, count, type, as: Int64.self) {
          try Calendar.add(instants[$0], months: Int(months[$0]) * sign, days: 0, micros: 0, zone: zone)
        }
      case .dayTimeInterval:
        let micros = FixedColumn<Int64>(arguments[1])
        return try RowLoop.fixed(arguments, count, type, as: Int64.self) { row in
          let total = micros[row] &* Int64(sign)
          let days = total / Micros.perDay
          return try Calendar.add(instants[row], months: 0, days: days, micros: total &- days &* Micros.perDay, zone: zone)
        }
      default:
        let steps = FixedColumn<CalendarInterval>(arguments[1])
        return try RowLoop.fixed(arguments, count, type, as: Int64.self) { row in
          let step = steps[row]
          return try Calendar.add(
            instants[row], months: Int(step.months) * sign, days: Int64(step.days) * Int64(sign),
            micros: step.microseconds &* Int64(sign), zone: zone)
        }
      }
    }
  }

  private static func difference(_ call: FunctionBinding, _ a: Expression, _ b: Expression) throws -> Expression {
    let name: @Sendable ([String]) -> String = { "(\($0[0]) - \($0[1]))" }
    let bothDates = [a, b].allSatisfy { $0.type == .date || $0.type.isString || $0.type == .null }
    if bothDates {
      let type = DataType.dayTimeInterval(.day, .day)
      let arguments = [a.implicitlyCast(to: .date), b.implicitlyCast(to: .date)]
      return call.scalar("subtractdates", arguments, type, sql: name) { arguments, count in
        let x = FixedColumn<Int32>(arguments[0])
        let y = FixedColumn<Int32>(arguments[1])
        return RowLoop.fixed(arguments, count, type, as: Int64.self) { (Int64(x[$0]) &- Int64(y[$0])) &* Micros.perDay }
      }
    }
    let common: DataType = [a, b].contains { $0.type == .timestamp } ? .timestamp : .timestampNTZ
    guard let x = TypeCoercion.implicitCast(a, to: common), let y = TypeCoercion.implicitCast(b, to: common) else {
      throw call.mismatch("BINARY_OP_DIFF_TYPES", ["left": "\"\(a.type.sql)\"", "right": "\"\(b.type.sql)\""])
    }
    let zone: TimeZoneRules? = common == .timestamp ? try call.zone() : nil
    return call.scalar("subtracttimestamps", [x, y], .dayTime, sql: name) { arguments, count in
      let x = FixedColumn<Int64>(arguments[0])
      let y = FixedColumn<Int64>(arguments[1])
      // The difference of the wall clocks.
      return RowLoop.fixed(arguments, count, .dayTime, as: Int64.self) { row in
        guard let zone else { return x[row] &- y[row] }
        return zone.local(utc: x[row]) &- zone.local(utc: y[row])
      }
    }
  }

  // MARK: Intervals

  private static func intervalSum(_ call: FunctionBinding, _ a: Expression, _ b: Expression, _ sign: String) throws -> Expression
  {
    guard let type = TypeCoercion.tightestCommonType(a.type, b.type) else {
      throw call.mismatch("BINARY_OP_DIFF_TYPES", ["left": "\"\(a.type.sql)\"", "right": "\"\(b.type.sql)\""])
    }
    let isMinus = sign == "-"
    let arguments = [a.implicitlyCast(to: type), b.implicitlyCast(to: type)]
    return call.scalar("interval_sum", arguments, type, sql: { "(\($0[0]) \(sign) \($0[1]))" }) { arguments, count in
      func sum<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) throws -> Vector {
        let x = FixedColumn<T>(arguments[0])
        let y = FixedColumn<T>(arguments[1])
        return try RowLoop.fixed(arguments, count, type, as: T.self) { row in
          let (value, overflow) =
            isMinus ? x[row].subtractingReportingOverflow(y[row]) : x[row].addingReportingOverflow(y[row])
          if overflow { throw intervalOverflow(isMinus ? "try_subtract" : "try_add") }
          return value
        }
      }
      switch type.physical {
      case .int32: return try sum(Int32.self)
      case .int64: return try sum(Int64.self)
      default:
        let x = FixedColumn<CalendarInterval>(arguments[0])
        let y = FixedColumn<CalendarInterval>(arguments[1])
        return try RowLoop.fixed(arguments, count, type, as: CalendarInterval.self) { row in
          let (p, q) = (x[row], y[row])
          let months = isMinus ? p.months.subtractingReportingOverflow(q.months) : p.months.addingReportingOverflow(q.months)
          let days = isMinus ? p.days.subtractingReportingOverflow(q.days) : p.days.addingReportingOverflow(q.days)
          let micros =
            isMinus
            ? p.microseconds.subtractingReportingOverflow(q.microseconds) : p.microseconds.addingReportingOverflow(q.microseconds)
          if months.overflow || days.overflow || micros.overflow { throw intervalOverflow(isMinus ? "try_subtract" : "try_add") }
          return CalendarInterval(months: months.partialValue, days: days.partialValue, microseconds: micros.partialValue)
        }
      }
    }
  }

  static func intervalOverflow(_ function: String) -> SparkError {
    SparkError("INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION", ["functionName": quoted(function)])
  }

  /// `interval * number` (in either order) and `interval / number`.
  static func bindScaling(_ call: FunctionBinding, divides: Bool) throws -> Expression {
    try call.requireCount(2)
    var interval = call.arguments[0]
    var number = call.arguments[1]
    if !divides, !interval.type.isInterval { swap(&interval, &number) }
    let symbol = divides ? "/" : "*"
    guard interval.type.isInterval, interval.type != .calendarInterval,
      let factor = number.type.isNumeric ? number : TypeCoercion.implicitCast(number, to: .numeric)
    else {
      throw call.mismatch(
        "BINARY_OP_DIFF_TYPES", ["left": "\"\(call.arguments[0].type.sql)\"", "right": "\"\(call.arguments[1].type.sql)\""])
    }
    let isMonths = interval.type.physical == .int32
    let type: DataType = isMonths ? .yearMonth : .dayTime
    let scaled = factor.type.isFloating ? factor.implicitlyCast(to: .double) : factor
    let factorType = scaled.type
    return call.scalar(
      "interval_scale_\(divides)", [interval, scaled], type, sql: { "(\($0[0]) \(symbol) \($0[1]))" }
    ) { arguments, count in
      let limit: Int128 = isMonths ? Int128(Int32.max) : Int128(Int64.max)
      let months = isMonths ? FixedColumn<Int32>(arguments[0]) : nil
      let micros = isMonths ? nil : FixedColumn<Int64>(arguments[0])
      let digits = factorType.isFloating ? nil : WholeColumn(arguments[1])
      let doubles = factorType.isFloating ? FixedColumn<Double>(arguments[1]) : nil
      var scale = 0
      if case .decimal(_, let places) = factorType { scale = places }
      func value(_ row: Int) throws -> Int128 {
        let value = Int128(months.map { Int64($0[row]) } ?? micros.map { $0[row] } ?? 0)
        let result: Int128?
        if let doubles {
          let factor = doubles[row]
          if divides, factor == 0 { throw SparkError("INTERVAL_DIVIDED_BY_ZERO") }
          let exact = divides ? Double(value) / factor : Double(value) * factor
          result = Int128(exactly: exact.rounded(.toNearestOrAwayFromZero))
        } else {
          let factor = digits?[row] ?? 0
          if divides, factor == 0 { throw SparkError("INTERVAL_DIVIDED_BY_ZERO") }
          result =
            divides
            ? Decimal128.divide(value, scale: 0, factor, scale: scale, precision: 38, scale: 0)
            : Decimal128.multiply(value, scale: 0, factor, scale: scale, precision: 38, scale: 0)
        }
        guard let result, result <= limit, result >= -limit - 1 else {
          throw intervalOverflow(divides ? "try_divide" : "try_multiply")
        }
        return result
      }
      if isMonths {
        return try RowLoop.fixed(arguments, count, type, as: Int32.self) { Int32(truncatingIfNeeded: try value($0)) }
      }
      return try RowLoop.fixed(arguments, count, type, as: Int64.self) { Int64(truncatingIfNeeded: try value($0)) }
    }
  }
}

/// Integers or digits of decimals of any width by row.
struct WholeColumn {
  private enum Storage {
    case int8(FixedColumn<Int8>), int16(FixedColumn<Int16>), int32(FixedColumn<Int32>), int64(FixedColumn<Int64>)
    case int128(FixedColumn<Int128>)
  }
  private let storage: Storage

  init(_ vector: Vector) {
    switch vector.type.physical {
    case .int8: storage = .int8(FixedColumn(vector))
    case .int16: storage = .int16(FixedColumn(vector))
    case .int32: storage = .int32(FixedColumn(vector))
    case .int128: storage = .int128(FixedColumn(vector))
    default: storage = .int64(FixedColumn(vector))
    }
  }

  subscript(row: Int) -> Int128 {
    switch storage {
    case .int8(let column): Int128(column[row])
    case .int16(let column): Int128(column[row])
    case .int32(let column): Int128(column[row])
    case .int64(let column): Int128(column[row])
    case .int128(let column): column[row]
    }
  }
}

extension FunctionBinding {
  /// `date_add` and `date_sub`.
  func moveDate(_ function: String, _ sign: Int32) throws -> Expression {
    try requireCount(2)
    let start = try argument(0, .date)
    var step = arguments[1]
    // Strings only when constant; larger integers not at all.
    if step.type.isString || step.type == .null { step = step.implicitlyCast(to: .integer) }
    guard step.type == .integer || step.type == .short || step.type == .byte else {
      throw unexpectedType(1, .oneOf([.type(.integer), .type(.short), .type(.byte)]))
    }
    return scalar(
      function, [start, step.implicitlyCast(to: .integer)], .date, sql: { "\(function)(\($0[0]), \($0[1]))" }
    ) { arguments, count in
      let days = FixedColumn<Int32>(arguments[0])
      let steps = FixedColumn<Int32>(arguments[1])
      return RowLoop.fixed(arguments, count, .date, as: Int32.self) { days[$0] &+ steps[$0] &* sign }
    }
  }
}
