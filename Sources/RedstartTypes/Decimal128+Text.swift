extension Decimal128 {
  /// The decimal as Java's `BigDecimal.toPlainString` writes it.
  public static func text(_ digits: Int128, scale: Int) -> String {
    var buffer: [UInt8] = []
    buffer.reserveCapacity(42)
    append(digits, scale: scale, to: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  /// The decimal as Java's `BigDecimal.toString` writes it, small ones with an exponent: `1.5E-9`. Casts to string give this
  /// form outside of ANSI mode.
  public static func scientificText(_ digits: Int128, scale: Int) -> String {
    let exponent = Decimal128.precision(of: digits) - 1 - scale
    if exponent >= -6 { return text(digits, scale: scale) }
    var mantissa = String(digits.magnitude)
    if mantissa.utf8.count > 1 { mantissa.insert(".", at: mantissa.index(after: mantissa.startIndex)) }
    return "\(digits < 0 ? "-" : "")\(mantissa)E\(exponent)"
  }

  /// Appends the text of a decimal.
  public static func append(_ digits: Int128, scale: Int, to buffer: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { scratch in
      var position = scratch.count
      var rest = digits.magnitude
      var written = 0
      // 18 digits at a time: 64-bit divisions are several times cheaper.
      while rest > UInt128(UInt64.max) {
        let (quotient, part) = rest.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
        var small = UInt64(part)
        for _ in 0..<18 {
          put(UInt8(truncatingIfNeeded: small % 10))
          small /= 10
        }
        rest = quotient
      }
      var small = UInt64(rest)
      while small > 0 || written <= scale {
        put(UInt8(truncatingIfNeeded: small % 10))
        small /= 10
      }
      if digits < 0 {
        position -= 1
        scratch[position] = UInt8(ascii: "-")
      }
      buffer.append(contentsOf: scratch[position...])

      func put(_ digit: UInt8) {
        if written == scale, scale > 0 {
          position -= 1
          scratch[position] = UInt8(ascii: ".")
        }
        position -= 1
        scratch[position] = digit &+ 48
        written += 1
      }
    }
  }

  /// Reads a number with optional sign, point and exponent (blanks around it are ignored), rounded half up to `scale`.
  /// Nil for malformed text and for more than `precision` digits.
  public static func parse(_ bytes: UnsafeBufferPointer<UInt8>, precision: Int, scale: Int) -> Int128? {
    guard let number = parseExact(bytes) else { return nil }
    return number.rounded(precision: precision, scale: scale)
  }

  /// Reads the text of a decimal.
  public static func parse(_ text: String, precision: Int, scale: Int) -> Int128? {
    var copy = text
    return copy.withUTF8 { parse($0, precision: precision, scale: scale) }
  }

  /// Whether the bytes are the text of a number.
  public static func isNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { parseExact(bytes) != nil }

  /// A number as read: `digits × 10^exponent`, with what did not fit 38 digits kept for rounding.
  struct Parsed {
    var digits: UInt128 = 0
    var exponent = 0
    var negative = false
    /// The first digit that was dropped; the rest behind it does not matter for rounding half up.
    var dropped: UInt8?

    func rounded(precision: Int, scale: Int) -> Int128? {
      if digits == 0 { return 0 }
      let shift = exponent + scale
      if shift < -38 { return 0 }
      var value: UInt128
      if shift >= 0 {
        guard shift <= 38, dropped == nil || shift == 0 else { return nil }
        let (product, overflow) = digits.multipliedReportingOverflow(by: powersOfTen[shift].magnitude)
        if overflow { return nil }
        value = product
        if let dropped, dropped >= 5 { value += 1 }
      } else {
        let divisor = powersOfTen[-shift].magnitude
        let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: divisor)
        value = remainder >= divisor - remainder ? quotient + 1 : quotient
      }
      guard value < powersOfTen[precision].magnitude else { return nil }
      return negative ? -Int128(value) : Int128(value)
    }
  }

  static func parseExact(_ bytes: UnsafeBufferPointer<UInt8>) -> Parsed? {
    var index = 0
    var end = bytes.count
    while index < end, bytes[index] <= 0x20 { index += 1 }
    while end > index, bytes[end - 1] <= 0x20 { end -= 1 }
    guard index < end else { return nil }
    var number = Parsed()
    if bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      number.negative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    var seen = false
    var point = false
    var full = false
    while index < end {
      let byte = bytes[index]
      if byte >= 48, byte <= 57 {
        seen = true
        if full {
          if number.dropped == nil { number.dropped = byte - 48 }
          if !point { number.exponent += 1 }
        } else {
          number.digits = number.digits * 10 + UInt128(byte - 48)
          // 38 digits fit; a 39th is only needed for rounding.
          if number.digits >= powersOfTen[37].magnitude { full = number.digits >= powersOfTen[38].magnitude / 10 }
          if point { number.exponent -= 1 }
        }
      } else if byte == UInt8(ascii: "."), !point {
        point = true
      } else {
        break
      }
      index += 1
    }
    guard seen else { return nil }
    if index < end {
      guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
      index += 1
      var negative = false
      if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
        negative = bytes[index] == UInt8(ascii: "-")
        index += 1
      }
      guard index < end else { return nil }
      var power = 0
      while index < end {
        guard bytes[index] >= 48, bytes[index] <= 57 else { return nil }
        power = min(power * 10 + Int(bytes[index] - 48), 1_000_000)
        index += 1
      }
      number.exponent += negative ? -power : power
    }
    return number
  }

  /// The decimal nearest to the double's shortest text, as Spark's `Decimal(double)`; nil for NaN, infinities and overflow.
  public static func from(_ value: Double, precision: Int, scale: Int) -> Int128? {
    guard value.isFinite else { return nil }
    let shortest = ShortestDigits(value.description)
    var number = Parsed()
    for digit in shortest.digits { number.digits = number.digits * 10 + UInt128(digit) }
    number.exponent = shortest.exponent - shortest.digits.count
    number.negative = shortest.negative
    return number.rounded(precision: precision, scale: scale)
  }

  /// The double nearest to the decimal.
  public static func double(_ digits: Int128, scale: Int) -> Double {
    if digits.magnitude < 1 << 53, scale <= 22 { return Double(Int64(digits)) / doublePowers[scale] }
    return Double(text(digits, scale: scale)) ?? .nan
  }

  private static let doublePowers: [Double] = (0...22).map { Double(powersOfTen[$0]) }
}
