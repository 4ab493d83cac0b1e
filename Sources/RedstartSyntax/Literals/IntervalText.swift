import RedstartTypes

/// The units that interval literals are written in.
enum IntervalUnit: Int, Comparable {
  case year, month, week, day, hour, minute, second, millisecond, microsecond, nanosecond

  static func < (a: IntervalUnit, b: IntervalUnit) -> Bool { a.rawValue < b.rawValue }

  init?(_ word: String) {
    switch word.lowercased() {
    case "year", "years": self = .year
    case "month", "months": self = .month
    case "week", "weeks": self = .week
    case "day", "days": self = .day
    case "hour", "hours": self = .hour
    case "minute", "minutes": self = .minute
    case "second", "seconds": self = .second
    case "millisecond", "milliseconds": self = .millisecond
    case "microsecond", "microseconds": self = .microsecond
    case "nanosecond", "nanoseconds": self = .nanosecond
    default: return nil
    }
  }

  var isYearMonth: Bool { self == .year || self == .month }

  var yearMonthField: YearMonthField? { self == .year ? .year : self == .month ? .month : nil }

  var dayTimeField: DayTimeField? {
    switch self {
    case .year, .month: nil
    case .week, .day: .day
    case .hour: .hour
    case .minute: .minute
    case .second, .millisecond, .microsecond, .nanosecond: .second
    }
  }

  /// Months of a year-month unit, microseconds of the others; zero for nanoseconds.
  var amount: Int64 {
    switch self {
    case .year: 12
    case .month: 1
    case .week: 604_800_000_000
    case .day: 86_400_000_000
    case .hour: 3_600_000_000
    case .minute: 60_000_000
    case .second: 1_000_000
    case .millisecond: 1_000
    case .microsecond: 1
    case .nanosecond: 0
    }
  }
}

/// A sum of `value unit` pairs.
struct IntervalSum {
  enum Fault: Error {
    case overflow
    /// A fraction before any unit but seconds, or one of more than nine digits.
    case fraction
    case notANumber
  }

  var months: Int64 = 0
  var micros: Int64 = 0
  private(set) var units: [IntervalUnit] = []

  /// Adds `[+-]digits[.digits]` of a unit.
  mutating func add(_ value: String, _ unit: IntervalUnit, negated: Bool = false) throws(Fault) {
    var digits = Substring(value)
    var negative = negated
    if let sign = digits.first, sign == "-" || sign == "+" {
      if sign == "-" { negative.toggle() }
      digits = digits.dropFirst()
    }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, digits.contains(where: { $0 != "." }) else { throw .notANumber }
    for part in parts { guard part.utf8.allSatisfy({ $0 &- 48 < 10 }) else { throw .notANumber } }
    guard let whole = parts[0].isEmpty ? 0 : Int64(parts[0]) else { throw .overflow }
    var fraction: Int64 = 0
    if parts.count == 2 {
      guard unit == .second, parts[1].count <= 9 else { throw .fraction }
      fraction = Int64((parts[1] + "000000").prefix(6)) ?? 0
    }
    units.append(unit)
    var (amount, overflow) = whole.multipliedReportingOverflow(by: unit.amount)
    if unit == .nanosecond { amount = whole / 1000 }
    let (sum, carry) = amount.addingReportingOverflow(fraction)
    guard !overflow, !carry else { throw .overflow }
    let signed = negative ? -sum : sum
    let (total, tooLong) = (unit.isYearMonth ? months : micros).addingReportingOverflow(signed)
    guard !tooLong else { throw .overflow }
    if unit.isYearMonth {
      guard Int32(exactly: total) != nil else { throw .overflow }
      months = total
    } else {
      micros = total
    }
  }

  /// The literal; nil when year-month and day-time units are mixed.
  var literal: Literal? {
    guard let first = units.min(), let last = units.max() else { return nil }
    if let start = first.yearMonthField, let end = last.yearMonthField {
      return Literal(.integer(months), .yearMonthInterval(start, end))
    }
    if let start = first.dayTimeField, let end = last.dayTimeField {
      return Literal(.integer(micros), .dayTimeInterval(start, end))
    }
    return nil
  }
}
