#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Numbers written as text, read from bytes without allocation.
///
/// Every parser wants the whole of its input to be the number: no white space, no trailing characters.
public enum NumberText {
  /// A whole number with an optional sign; nil when it is none or does not fit 64 bits.
  @inlinable @inline(__always)
  public static func parseInt64(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    var at = 0
    guard count > 0 else { return nil }
    let negative = bytes[0] == 45
    if negative || bytes[0] == 43 { at = 1 }
    let digits = count &- at
    guard digits > 0 else { return nil }
    if digits > 18 { return parseLongInt64(bytes, count) }
    var value: Int64 = 0
    while at < count {
      let digit = bytes[at] &- 48
      if digit > 9 { return nil }
      value = value &* 10 &+ Int64(digit)
      at &+= 1
    }
    return negative ? 0 &- value : value
  }

  @usableFromInline
  static func parseLongInt64(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    let negative = bytes[0] == 45
    var at = negative || bytes[0] == 43 ? 1 : 0
    // Kept negative: the lowest value has no positive counterpart.
    var value: Int64 = 0
    while at < count {
      let digit = bytes[at] &- 48
      if digit > 9 { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (difference, underflow) = product.subtractingReportingOverflow(Int64(digit))
      if overflow || underflow { return nil }
      value = difference
      at &+= 1
    }
    if negative { return value }
    return value == Int64.min ? nil : -value
  }

  /// The powers of ten that a double holds exactly.
  @usableFromInline
  static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
    1e22,
  ]

  /// A decimal number such as `-1.5e3`, correctly rounded; nil for anything else, names and hexadecimal forms included.
  @inlinable
  public static func parseDouble(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Double? {
    var at = 0
    guard count > 0 else { return nil }
    let negative = bytes[0] == 45
    if negative || bytes[0] == 43 { at = 1 }
    var mantissa: UInt64 = 0
    var significant = 0
    var exponent = 0
    var digits = 0
    while at < count {
      let digit = bytes[at] &- 48
      if digit > 9 { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      significant &+= (significant != 0 || digit != 0) ? 1 : 0
      digits &+= 1
      at &+= 1
    }
    if at < count, bytes[at] == 46 {
      at &+= 1
      let from = at
      while at < count {
        let digit = bytes[at] &- 48
        if digit > 9 { break }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        significant &+= (significant != 0 || digit != 0) ? 1 : 0
        at &+= 1
      }
      digits &+= at &- from
      exponent = from &- at
    }
    guard digits > 0 else { return nil }
    if at < count {
      guard bytes[at] | 32 == 101 else { return nil }
      at &+= 1
      guard at < count else { return nil }
      let down = bytes[at] == 45
      if down || bytes[at] == 43 { at &+= 1 }
      guard at < count else { return nil }
      var power = 0
      while at < count {
        let digit = bytes[at] &- 48
        if digit > 9 { return nil }
        if power < 100_000 { power = power &* 10 &+ Int(digit) }
        at &+= 1
      }
      exponent &+= down ? 0 &- power : power
    }
    // Clinger: an exact mantissa times or divided by an exact power rounds once.
    if significant <= 19, mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      let value = exactPowers.withUnsafeBufferPointer { powers in
        exponent < 0 ? Double(mantissa) / powers[0 &- exponent] : Double(mantissa) * powers[exponent]
      }
      return negative ? -value : value
    }
    return parseSlowly(bytes, count)
  }

  /// The C library's conversion, for numbers whose shape has been checked.
  @usableFromInline
  static func parseSlowly(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Double? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { text in
      guard let base = text.baseAddress else { return nil }
      UnsafeMutableRawPointer(base).copyMemory(from: bytes, byteCount: count)
      base[count] = 0
      return strtod(base, nil)
    }
  }

  /// A float, rounded once from the text.
  @inlinable
  public static func parseFloat(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Float? {
    guard let wide = parseDouble(bytes, count) else { return nil }
    let narrow = Float(wide)
    // Rounding twice differs from rounding once only when the double lies halfway between two floats.
    if wide.bitPattern & 0x1fff_ffff == 0x1000_0000 || !narrow.isNormal { return parseFloatSlowly(bytes, count) }
    return narrow
  }

  @usableFromInline
  static func parseFloatSlowly(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Float? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { text in
      guard let base = text.baseAddress else { return nil }
      UnsafeMutableRawPointer(base).copyMemory(from: bytes, byteCount: count)
      base[count] = 0
      return strtof(base, nil)
    }
  }
}

/// A decimal number's digits and where its point stands.
@frozen
public struct DecimalText: Sendable {
  /// All digits as a whole number.
  public var unscaled: Int128
  /// Digits behind the point; negative when zeros were left out before it.
  public var scale: Int
  /// Digits of `unscaled`, leading zeros apart; 0 has one.
  public var precision: Int

  @inlinable
  public init(unscaled: Int128, scale: Int, precision: Int) {
    self.unscaled = unscaled
    self.scale = scale
    self.precision = precision
  }

  /// Reads `[+-]digits[.digits][e[+-]digits]`; nil when it is something else or has more than 38 significant digits.
  @inlinable
  public static func parse(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> DecimalText? {
    var at = 0
    guard count > 0 else { return nil }
    let negative = bytes[0] == 45
    if negative || bytes[0] == 43 { at = 1 }
    var low: UInt64 = 0
    var high: Int128 = 0
    var significant = 0
    var pending: UInt64 = 1
    var digits = 0
    var scale = 0
    var pointSeen = false
    while at < count {
      let byte = bytes[at]
      let digit = byte &- 48
      if digit <= 9 {
        if significant != 0 || digit != 0 {
          significant &+= 1
          if significant > 38 { return nil }
        }
        low = low &* 10 &+ UInt64(digit)
        pending = pending &* 10
        if pending == 1_000_000_000_000_000_000 {
          high = high &* 1_000_000_000_000_000_000 &+ Int128(low)
          low = 0
          pending = 1
        }
        digits &+= 1
        scale &+= pointSeen ? 1 : 0
      } else if byte == 46, !pointSeen {
        pointSeen = true
      } else {
        break
      }
      at &+= 1
    }
    guard digits > 0 else { return nil }
    if at < count {
      guard bytes[at] | 32 == 101, let power = NumberText.parseInt64(bytes + (at &+ 1), count &- at &- 1), power > -100_000,
        power < 100_000
      else { return nil }
      scale &-= Int(power)
    }
    let value = high == 0 ? Int128(low) : high &* Int128(pending) &+ Int128(low)
    return DecimalText(unscaled: negative ? -value : value, scale: scale, precision: max(significant, 1))
  }

  /// The digits at another scale, rounded half up; nil when they need more than `precision` digits.
  @inlinable
  public func rescaled(precision: Int, scale wanted: Int) -> Int128? {
    var value = unscaled
    if wanted > scale {
      var missing = wanted &- scale
      if value == 0 { return 0 }
      if missing > 38 { return nil }
      while missing > 0 {
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        value = product
        missing &-= 1
      }
    } else if wanted < scale {
      let surplus = scale &- wanted
      if surplus > 38 { return 0 }
      var divisor: Int128 = 1
      for _ in 1..<surplus { divisor = divisor &* 10 }
      // One digit more than wanted decides; 10^38 itself does not leave room to double.
      let kept = value / divisor
      let rest = kept % 10
      value = kept / 10 + (rest >= 5 ? 1 : rest <= -5 ? -1 : 0)
    }
    guard value == 0 || Self.digitCount(value) <= precision else { return nil }
    return value
  }

  /// Decimal digits of a number; 0 has one.
  @inlinable
  public static func digitCount(_ value: Int128) -> Int {
    var rest = value.magnitude
    var count = 1
    while rest > 0xffff_ffff_ffff_ffff {
      rest /= 10_000_000_000
      count &+= 10
    }
    var low = UInt64(truncatingIfNeeded: rest)
    while low >= 10 {
      low /= 10
      count &+= 1
    }
    return count
  }
}
