/// Dates and timestamps written the way SQL's `CAST` reads them.
///
/// Parsers take bytes and return nil for text that is no such value; none of them allocates, zone names apart.
public enum DateText {
  /// Bytes that surround a value and do not count: ASCII white space and control characters.
  @inlinable @inline(__always)
  public static func isPadding(_ byte: UInt8) -> Bool { byte <= 32 || byte == 127 }

  /// The digit's value, or more than 9.
  @inlinable @inline(__always)
  static func digit(_ byte: UInt8) -> Int { Int(byte &- 48) }

  /// Days since the epoch of `yyyy-MM-dd` in exactly ten bytes; nil when it is not of that shape or no date.
  @inlinable @inline(__always)
  public static func parseISODate(_ bytes: UnsafePointer<UInt8>) -> Int32? {
    let head = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
    let tail = UInt64(UnsafeRawPointer(bytes + 8).loadUnaligned(as: UInt16.self))
    // Dashes become zero, digits their value; anything else leaves a high bit somewhere.
    let a = head ^ 0x2d30_302d_3030_3030
    let b = tail ^ 0x3030
    let over = (a &+ 0x7f76_767f_7676_7676) | a | (b &+ 0x7676) | b
    if over & 0x8080_8080_8080_8080 != 0 { return nil }
    let y1 = Int(a & 0xff) &* 1000 &+ Int(a &>> 8 & 0xff) &* 100
    let year = y1 &+ Int(a &>> 16 & 0xff) &* 10 &+ Int(a &>> 24 & 0xff)
    let month = Int(a &>> 40 & 0xff) &* 10 &+ Int(a &>> 48 & 0xff)
    let day = Int(b & 0xff) &* 10 &+ Int(b &>> 8)
    guard month &- 1 < 12, month >= 1, day >= 1 else { return nil }
    if day > 28, day > CivilDate.length(ofMonth: month, year: year) { return nil }
    return Int32(truncatingIfNeeded: CivilDate.days(year: year, month: month, day: day))
  }

  /// Days since the epoch of `[+-]yyyy[-M[-d]]`, anything after a space or `T` behind a full date ignored.
  @inlinable
  public static func parseDate(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    if count == 10, let days = parseISODate(bytes) { return days }
    return parseAnyDate(bytes, count)
  }

  @usableFromInline
  static func parseAnyDate(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    var at = 0
    while at < count, isPadding(bytes[at]) { at &+= 1 }
    var end = count
    while end > at, isPadding(bytes[end &- 1]) { end &-= 1 }
    guard at < end else { return nil }
    var negative = false
    if bytes[at] == 45 || bytes[at] == 43 {
      negative = bytes[at] == 45
      at &+= 1
    }
    var parts = (1, 1, 1)
    var part = 0
    var value = 0
    var digits = 0
    func plausible() -> Bool { part == 0 ? digits >= 4 && digits <= 7 : digits > 0 && digits <= 2 }
    while at < end, bytes[at] != 32, bytes[at] != 84 {
      let byte = bytes[at]
      if part < 2, byte == 45 {
        guard plausible() else { return nil }
        if part == 0 { parts.0 = value } else { parts.1 = value }
        value = 0
        digits = 0
        part &+= 1
      } else {
        let number = digit(byte)
        guard number <= 9, digits < 8 else { return nil }
        value = value &* 10 &+ number
        digits &+= 1
      }
      at &+= 1
    }
    // A year or a month alone must be all there is.
    guard plausible(), part == 2 || at == end else { return nil }
    switch part {
    case 0: parts.0 = value
    case 1: parts.1 = value
    default: parts.2 = value
    }
    let year = negative ? -parts.0 : parts.0
    guard CivilDate.isValid(year: year, month: parts.1, day: parts.2) else { return nil }
    return Int32(exactly: CivilDate.days(year: year, month: parts.1, day: parts.2))
  }

  /// Microseconds since the epoch of a timestamp; without a zone of its own it is read in `zone`.
  @inlinable
  public static func parseTimestamp(_ bytes: UnsafePointer<UInt8>, _ count: Int, zone: TimeZoneRules) -> Int64? {
    if let local = parseISOTimestamp(bytes, count) { return zone.utc(local: local) }
    return TimestampText(bytes, count)?.instant(defaultZone: zone)
  }

  /// Microseconds of the wall clock of a timestamp; a zone in the text is dropped, or refused.
  @inlinable
  public static func parseTimestampNTZ(_ bytes: UnsafePointer<UInt8>, _ count: Int, allowZone: Bool = true) -> Int64? {
    if let local = parseISOTimestamp(bytes, count) { return local }
    return TimestampText(bytes, count)?.wallClock(allowZone: allowZone)
  }

  /// Wall-clock microseconds of `yyyy-MM-dd HH:mm:ss` with up to six digits of a fraction; nil for any other shape.
  @inlinable
  public static func parseISOTimestamp(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    guard count >= 19, count <= 26, count != 20, bytes[10] == 32 || bytes[10] == 84, let days = parseISODate(bytes) else {
      return nil
    }
    let clock = UnsafeRawPointer(bytes + 11).loadUnaligned(as: UInt64.self) ^ 0x3030_3a30_303a_3030
    if ((clock &+ 0x7676_7f76_767f_7676) | clock) & 0x8080_8080_8080_8080 != 0 { return nil }
    let hour = Int64(clock & 0xff) &* 10 &+ Int64(clock &>> 8 & 0xff)
    let minute = Int64(clock &>> 24 & 0xff) &* 10 &+ Int64(clock &>> 32 & 0xff)
    let second = Int64(clock &>> 48 & 0xff) &* 10 &+ Int64(clock &>> 56)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    var fraction: Int64 = 0
    if count > 20 {
      guard bytes[19] == 46 else { return nil }
      var index = 20
      while index < count {
        let number = digit(bytes[index])
        guard number <= 9 else { return nil }
        fraction = fraction &* 10 &+ Int64(number)
        index &+= 1
      }
      while index < 26 {
        fraction = fraction &* 10
        index &+= 1
      }
    }
    return Int64(days) &* 86_400_000_000 &+ (hour &* 3600 &+ minute &* 60 &+ second) &* 1_000_000 &+ fraction
  }
}
