import RedstartDiagnostics
import RedstartKernels
import RedstartTypes

/// Steps along the calendar.
enum Calendar {
  /// The day so many months later, the last of its month where that is shorter.
  @inline(__always)
  static func addMonths(_ days: Int, _ months: Int) -> Int {
    let date = CivilDate(days: days)
    let total = date.year &* 12 &+ date.month &- 1 &+ months
    let year = floorDiv(total, 12)
    let month = total &- year &* 12 &+ 1
    return CivilDate.days(year: year, month: month, day: min(date.day, CivilDate.length(ofMonth: month, year: year)))
  }

  /// Wall-clock microseconds so many months later.
  static func addMonths(micros: Int64, _ months: Int) -> Int64 {
    let day = floorDiv(micros, Micros.perDay)
    return Int64(addMonths(Int(day), months)) &* Micros.perDay &+ (micros &- day &* Micros.perDay)
  }

  /// An instant moved by months and days on the wall clock of a zone, then by microseconds.
  /// - Throws: `DATETIME_OVERFLOW`.
  static func add(_ instant: Int64, months: Int, days: Int64, micros: Int64, zone: TimeZoneRules?) throws -> Int64 {
    var result = instant
    if months != 0 || days != 0 {
      var local = zone?.local(utc: instant) ?? instant
      if months != 0 { local = addMonths(micros: local, months) }
      let (shift, tooFar) = days.multipliedReportingOverflow(by: Micros.perDay)
      let (moved, overflow) = local.addingReportingOverflow(shift)
      guard !tooFar, !overflow, let utc = zone.map({ $0.utc(local: moved) }) ?? moved else { throw Self.overflow(instant) }
      result = utc
    }
    let (sum, overflowed) = result.addingReportingOverflow(micros)
    if overflowed { throw Self.overflow(instant) }
    return sum
  }

  static func overflow(_ instant: Int64) -> SparkError {
    SparkError(
      "DATETIME_OVERFLOW",
      ["operation": "add an interval to TIMESTAMP '\(DateText.format(timestamp: instant, zone: .utc))'"])
  }

  /// The week of the year by ISO 8601, and the year that the week belongs to.
  static func isoWeek(_ days: Int) -> (year: Int, week: Int) {
    // The Thursday of the week decides.
    let thursday = days &- CivilDate.isoWeekday(days: days) &+ 4
    let date = CivilDate(days: thursday)
    return (date.year, (date.dayOfYear &- 1) / 7 &+ 1)
  }

  /// The units to which dates and timestamps are cut.
  enum Unit: Sendable {
    case microsecond, millisecond, second, minute, hour, day, week, month, quarter, year

    /// The unit that `trunc` and `date_trunc` know by that name; nil for any other text.
    init?(truncating name: String) {
      switch name.uppercased() {
      case "MICROSECOND": self = .microsecond
      case "MILLISECOND": self = .millisecond
      case "SECOND": self = .second
      case "MINUTE": self = .minute
      case "HOUR": self = .hour
      case "DAY", "DD": self = .day
      case "WEEK": self = .week
      case "MON", "MONTH", "MM": self = .month
      case "QUARTER": self = .quarter
      case "YEAR", "YYYY", "YY": self = .year
      default: return nil
      }
    }

    /// Microseconds of units of fixed length below a day.
    var micros: Int64? {
      switch self {
      case .microsecond: 1
      case .millisecond: 1000
      case .second: 1_000_000
      case .minute: 60_000_000
      case .hour: 3_600_000_000
      default: nil
      }
    }
  }

  /// The first day of the unit in which a day lies.
  @inline(__always)
  static func truncate(_ days: Int, to unit: Unit) -> Int {
    switch unit {
    case .week: return days &- CivilDate.isoWeekday(days: days) &+ 1
    case .month, .quarter, .year:
      let date = CivilDate(days: days)
      let month = unit == .month ? date.month : unit == .quarter ? (date.month &- 1) / 3 &* 3 &+ 1 : 1
      return CivilDate.days(year: date.year, month: month, day: 1)
    default: return days
    }
  }

  /// An instant cut to a unit on the wall clock of a zone.
  static func truncate(_ instant: Int64, to unit: Unit, zone: TimeZoneRules) -> Int64 {
    if let size = unit.micros, size <= 1_000_000 { return floorDiv(instant, size) &* size }
    let local = zone.local(utc: instant)
    let cut: Int64
    if let size = unit.micros {
      cut = floorDiv(local, size) &* size
    } else {
      cut = Int64(truncate(Int(floorDiv(local, Micros.perDay)), to: unit)) &* Micros.perDay
    }
    return zone.utc(local: cut) ?? cut
  }
}
