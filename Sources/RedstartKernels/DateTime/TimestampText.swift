#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The parts of a timestamp's text: `[+-]yyyy[-M[-d[( |T)[H[:m[:s[.fraction]]]][zone]]]]`, or a time of day alone.
@usableFromInline
struct TimestampText {
  /// Year, month, day, hour, minute, second, microsecond.
  var year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0, micros = 0
  var zone: TimeZoneRules?
  var hasZone = false
  var timeOnly = false

  /// - Returns: Nil when the text has another shape; values out of range are found later.
  @usableFromInline
  init?(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    var at = 0
    while at < count, DateText.isPadding(bytes[at]) { at &+= 1 }
    var end = count
    while end > at, DateText.isPadding(bytes[end &- 1]) { end &-= 1 }
    guard at < end else { return nil }
    // Parts 0 to 6 as the properties above; 7 stands for "behind a zone".
    var part = 0
    var value = 0
    var digits = 0
    var fractionDigits = 0
    var sign = 0
    var zoneText: String?
    if bytes[at] == 45 || bytes[at] == 43 {
      sign = bytes[at] == 45 ? -1 : 1
      at &+= 1
    }
    func plausible(_ part: Int) -> Bool {
      switch part {
      case 0: digits >= 4 && digits <= 6
      case 6: true
      case 7: digits <= 2
      default: digits > 0 && digits <= 2
      }
    }
    while at < end {
      let byte = bytes[at]
      let number = DateText.digit(byte)
      if number <= 9 {
        if part == 6 { fractionDigits &+= 1 }
        if part != 6 || digits < 6 {
          guard digits < 9 else { return nil }
          value = value &* 10 &+ number
        }
        digits &+= 1
        at &+= 1
        continue
      }
      if at == 0, byte == 84 {
        timeOnly = true
        part = 3
        at = 1
        continue
      }
      switch part {
      case 0 where byte == 58 && sign == 0:
        // A time alone starts with its hour.
        guard plausible(3) else { return nil }
        timeOnly = true
        hour = value
        part = 4
      case 0, 1:
        guard byte == 45, plausible(part) else { return nil }
        set(part, value)
        part &+= 1
      case 2:
        guard byte == 32 || byte == 84, plausible(2) else { return nil }
        day = value
        part = 3
      case 3, 4:
        guard byte == 58, plausible(part) else { return nil }
        set(part, value)
        part &+= 1
      case 5, 6:
        guard plausible(part) else { return nil }
        set(part, value)
        if part == 5, byte == 46 {
          part = 6
        } else {
          part = 7
          zoneText = String(decoding: UnsafeBufferPointer(start: bytes + at, count: end &- at), as: UTF8.self)
          at = end &- 1
        }
      default: return nil
      }
      value = 0
      digits = 0
      at &+= 1
    }
    guard plausible(part) else { return nil }
    set(part, value)
    while fractionDigits < 6 {
      micros &*= 10
      fractionDigits &+= 1
    }
    if let zoneText {
      hasZone = true
      let utf8 = Array(zoneText.utf8)
      let from = utf8.firstIndex { $0 > 32 } ?? utf8.count
      let to = utf8.lastIndex { $0 > 32 }.map { $0 + 1 } ?? from
      guard let rules = TimeZoneRules.find(String(decoding: utf8[from..<to], as: UTF8.self)) else { return nil }
      zone = rules
    }
    if sign < 0 { year = -year }
  }

  private mutating func set(_ part: Int, _ value: Int) {
    switch part {
    case 0: year = value
    case 1: month = value
    case 2: day = value
    case 3: hour = value
    case 4: minute = value
    case 5: second = value
    case 6: micros = value
    default: break
    }
  }

  private func micros(onDay days: Int) -> Int64? {
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let seconds = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    // The lowest instant has a negative product that overflows before its fraction is added.
    let total = Int128(seconds) * 1_000_000 + Int128(micros)
    return Int64(exactly: total)
  }

  /// Microseconds since the epoch; a time alone is of today.
  @usableFromInline
  func instant(defaultZone: TimeZoneRules) -> Int64? {
    let rules = zone ?? defaultZone
    let days: Int
    if timeOnly {
      var now = timespec()
      clock_gettime(CLOCK_REALTIME, &now)
      days = Int(floorDiv(Int64(now.tv_sec) + Int64(rules.offset(atUTC: Int64(now.tv_sec))), 86_400))
    } else {
      guard CivilDate.isValid(year: year, month: month, day: day) else { return nil }
      days = CivilDate.days(year: year, month: month, day: day)
    }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let local = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    let seconds = local - Int64(rules.offset(atLocal: local))
    return Int64(exactly: Int128(seconds) * 1_000_000 + Int128(micros))
  }

  /// Microseconds of the wall clock.
  @usableFromInline
  func wallClock(allowZone: Bool) -> Int64? {
    guard !timeOnly, allowZone || !hasZone, CivilDate.isValid(year: year, month: month, day: day) else { return nil }
    return micros(onDay: CivilDate.days(year: year, month: month, day: day))
  }
}
