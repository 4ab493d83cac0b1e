/// A day of the proleptic Gregorian calendar, year 0 included.
@frozen
public struct CivilDate: Hashable, Sendable {
  public var year: Int
  public var month: Int
  public var day: Int

  @inlinable
  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date of a count of days since 1970-01-01.
  @inlinable @inline(__always)
  public init(days: Int) {
    // Eras of 400 years that start on 1 March, so that the leap day is the last of its year.
    let shifted = days &+ 719_468
    let era = (shifted >= 0 ? shifted : shifted &- 146_096) / 146_097
    let dayOfEra = shifted &- era &* 146_097
    let yearOfEra = (dayOfEra &- dayOfEra / 1460 &+ dayOfEra / 36_524 &- dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
    let shiftedMonth = (5 &* dayOfYear &+ 2) / 153
    day = dayOfYear &- (153 &* shiftedMonth &+ 2) / 5 &+ 1
    month = shiftedMonth < 10 ? shiftedMonth &+ 3 : shiftedMonth &- 9
    year = yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01; the month and day must exist.
  @inlinable @inline(__always)
  public var days: Int { Self.days(year: year, month: month, day: day) }

  /// Days from 1970-01-01 to that date.
  @inlinable @inline(__always)
  public static func days(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year &- 1 : year
    let era = (y >= 0 ? y : y &- 399) / 400
    let yearOfEra = y &- era &* 400
    let dayOfYear = (153 &* (month > 2 ? month &- 3 : month &+ 9) &+ 2) / 5 &+ day &- 1
    let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
    return era &* 146_097 &+ dayOfEra &- 719_468
  }

  @inlinable @inline(__always)
  public static func isLeap(_ year: Int) -> Bool { year & 3 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// Days in a month from 1 to 12.
  @inlinable @inline(__always)
  public static func length(ofMonth month: Int, year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : 30 &+ ((month &+ (month &>> 3)) & 1)
  }

  /// Whether such a date exists.
  @inlinable @inline(__always)
  public static func isValid(year: Int, month: Int, day: Int) -> Bool {
    month >= 1 && month <= 12 && day >= 1 && day <= length(ofMonth: month, year: year)
  }

  /// 1 for 1 January.
  @inlinable
  public var dayOfYear: Int { days &- Self.days(year: year, month: 1, day: 1) &+ 1 }

  /// 1 for Monday to 7 for Sunday.
  @inlinable
  public static func isoWeekday(days: Int) -> Int { floorMod(days &+ 3, 7) &+ 1 }
}

/// The quotient rounded towards minus infinity; `divisor` is positive.
@inlinable @inline(__always)
public func floorDiv<T: FixedWidthInteger & SignedInteger>(_ value: T, _ divisor: T) -> T {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient &- 1 : quotient
}

/// The remainder of ``floorDiv(_:_:)``, never negative.
@inlinable @inline(__always)
public func floorMod<T: FixedWidthInteger & SignedInteger>(_ value: T, _ divisor: T) -> T {
  let rest = value % divisor
  return rest < 0 ? rest &+ divisor : rest
}

/// Units of timestamps.
public enum Micros {
  public static let perSecond: Int64 = 1_000_000
  public static let perDay: Int64 = 86_400_000_000
}
