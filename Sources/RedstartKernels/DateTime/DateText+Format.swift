extension DateText {
  /// Most bytes that a formatted date or timestamp takes.
  public static let maximumLength = 48

  /// Writes `number` with at least `width` digits; returns how many bytes.
  @inlinable
  public static func writeDigits(_ number: UInt64, width: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
    var digits = 1
    var limit: UInt64 = 10
    while digits < 20, number >= limit {
      digits &+= 1
      let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
      if overflow { break }
      limit = next
    }
    let length = max(digits, width)
    var rest = number
    var index = length
    while index > 0 {
      index &-= 1
      target[index] = 48 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    return length
  }

  @inlinable @inline(__always)
  static func writeTwo(_ number: Int, to target: UnsafeMutablePointer<UInt8>) {
    target[0] = 48 &+ UInt8(truncatingIfNeeded: number / 10)
    target[1] = 48 &+ UInt8(truncatingIfNeeded: number % 10)
  }

  /// Writes `yyyy-MM-dd`, with a sign for years before 0 and after 9999; returns how many bytes.
  @inlinable
  public static func writeDate(_ days: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
    let date = CivilDate(days: days)
    var at = 0
    if date.year < 0 {
      target[0] = 45
      at = 1
    } else if date.year > 9999 {
      target[0] = 43
      at = 1
    }
    at &+= writeDigits(UInt64(date.year.magnitude), width: 4, to: target + at)
    target[at] = 45
    writeTwo(date.month, to: target + (at &+ 1))
    target[at &+ 3] = 45
    writeTwo(date.day, to: target + (at &+ 4))
    return at &+ 6
  }

  /// Writes wall-clock microseconds as `yyyy-MM-dd HH:mm:ss` and the fraction without trailing zeros; returns how many bytes.
  @inlinable
  public static func writeTimestamp(local micros: Int64, to target: UnsafeMutablePointer<UInt8>) -> Int {
    let days = floorDiv(micros, 86_400_000_000)
    let rest = Int(micros &- days &* 86_400_000_000)
    var at = writeDate(Int(days), to: target)
    target[at] = 32
    let seconds = rest / 1_000_000
    writeTwo(seconds / 3600, to: target + (at &+ 1))
    target[at &+ 3] = 58
    writeTwo(seconds / 60 % 60, to: target + (at &+ 4))
    target[at &+ 6] = 58
    writeTwo(seconds % 60, to: target + (at &+ 7))
    at &+= 9
    var fraction = rest % 1_000_000
    if fraction != 0 {
      target[at] = 46
      _ = writeDigits(UInt64(fraction), width: 6, to: target + (at &+ 1))
      var length = 6
      while fraction % 10 == 0 {
        fraction /= 10
        length &-= 1
      }
      at &+= 1 &+ length
    }
    return at
  }

  /// The text of a date.
  public static func format(days: Int) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: maximumLength) { buffer in
      guard let base = buffer.baseAddress else { return "" }
      let count = writeDate(days, to: base)
      return String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
    }
  }

  /// The text of a timestamp in a zone.
  public static func format(timestamp micros: Int64, zone: TimeZoneRules) -> String {
    // Offsets may carry the wall clock past the range of Int64: work in seconds.
    let seconds = floorDiv(micros, 1_000_000)
    let local = seconds &+ Int64(zone.offset(atUTC: seconds))
    let days = floorDiv(local, 86_400)
    let inDay = (local &- days &* 86_400) &* 1_000_000 &+ (micros &- seconds &* 1_000_000)
    let date = format(days: Int(days))
    let time = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: maximumLength) { buffer in
      guard let base = buffer.baseAddress else { return "" }
      let count = writeTimestamp(local: inDay, to: base)
      return String(decoding: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(start: base, count: count)[10...]), as: UTF8.self)
    }
    return date + time
  }
}
