import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// The units of `timestampadd` and `timestampdiff`.
enum TimestampUnit: String, Sendable {
  case year = "YEAR"
  case quarter = "QUARTER"
  case month = "MONTH"
  case week = "WEEK"
  case day = "DAY"
  case dayOfYear = "DAYOFYEAR"
  case hour = "HOUR"
  case minute = "MINUTE"
  case second = "SECOND"
  case millisecond = "MILLISECOND"
  case microsecond = "MICROSECOND"

  /// Months of the units that are made of months.
  var months: Int? {
    switch self {
    case .year: 12
    case .quarter: 3
    case .month: 1
    default: nil
    }
  }

  /// Days of the units that are made of days.
  var days: Int64? {
    switch self {
    case .week: 7
    case .day, .dayOfYear: 1
    default: nil
    }
  }

  /// Microseconds of all other units.
  var micros: Int64 {
    switch self {
    case .hour: 3_600_000_000
    case .minute: 60_000_000
    case .second: 1_000_000
    case .millisecond: 1000
    default: 1
    }
  }
}

extension FunctionBinding {
  private func unit(_ function: String) throws -> (TimestampUnit, String) {
    try requireCount(3)
    guard case .string(let text)? = constant(0), let unit = TimestampUnit(rawValue: text.uppercased()) else {
      throw SparkError(
        "INVALID_PARAMETER_VALUE.DATETIME_UNIT",
        ["functionName": quoted(function), "parameter": "`unit`", "invalidValue": "'\(arguments[0].prettySQL)'"],
        context: origin.contexts)
    }
    return (unit, text)
  }

  /// `timestampadd(unit, quantity, start)`.
  func bindTimestampAdd() throws -> Expression {
    let (unit, text) = try unit("timestampadd")
    let quantity = try argument(1, .long)
    let start = try argument(2, .anyTimestamp)
    let type = start.type
    let zone: TimeZoneRules? = type == .timestamp ? try zone() : nil
    return scalar("timestampadd", [quantity, start], type, sql: { "timestampadd(\(text), \($0[0]), \($0[1]))" }) {
      arguments, count in
      let amounts = FixedColumn<Int64>(arguments[0])
      let instants = FixedColumn<Int64>(arguments[1])
      return try RowLoop.fixed(arguments, count, type, as: Int64.self) { row in
        let amount = amounts[row]
        if let months = unit.months {
          guard let steps = Int32(exactly: amount) else { throw Calendar.overflow(instants[row]) }
          return try Calendar.add(instants[row], months: Int(steps) * months, days: 0, micros: 0, zone: zone)
        }
        if let days = unit.days {
          let (total, overflow) = amount.multipliedReportingOverflow(by: days)
          if overflow { throw Calendar.overflow(instants[row]) }
          return try Calendar.add(instants[row], months: 0, days: total, micros: 0, zone: zone)
        }
        let (total, overflow) = amount.multipliedReportingOverflow(by: unit.micros)
        if overflow { throw Calendar.overflow(instants[row]) }
        return try Calendar.add(instants[row], months: 0, days: 0, micros: total, zone: zone)
      }
    }
  }

  /// `timestampdiff(unit, start, end)`: whole units on the wall clock.
  func bindTimestampDiff() throws -> Expression {
    let (unit, text) = try unit("timestampdiff")
    let start = try argument(1, .timestamp)
    let end = try argument(2, .timestamp)
    let zone = try zone()
    return scalar("timestampdiff", [start, end], .long, sql: { "timestampdiff(\(text), \($0[0]), \($0[1]))" }) {
      arguments, count in
      let starts = FixedColumn<Int64>(arguments[0])
      let ends = FixedColumn<Int64>(arguments[1])
      return RowLoop.fixed(arguments, count, .long, as: Int64.self) { row in
        let a = zone.local(utc: starts[row])
        let b = zone.local(utc: ends[row])
        guard let size = unit.months else { return (b &- a) / (unit.days.map { $0 * Micros.perDay } ?? unit.micros) }
        let x = CivilDate(days: Int(floorDiv(a, Micros.perDay)))
        let y = CivilDate(days: Int(floorDiv(b, Micros.perDay)))
        var months = (y.year &* 12 &+ y.month) &- (x.year &* 12 &+ x.month)
        let restX = Int64(x.day) &* Micros.perDay &+ floorMod(a, Micros.perDay)
        let restY = Int64(y.day) &* Micros.perDay &+ floorMod(b, Micros.perDay)
        if months > 0, restY < restX { months &-= 1 }
        if months < 0, restY > restX { months &+= 1 }
        return Int64(months / size)
      }
    }
  }
}
