/// Sign and magnitude of a 256-bit number, for products and scaled dividends of decimals.
struct Wide {
  var magnitude: UInt256
  var negative: Bool

  init(_ value: Int128) {
    magnitude = UInt256(high: 0, low: value.magnitude)
    negative = value < 0
  }

  init(magnitude: UInt256, negative: Bool) {
    self.magnitude = magnitude
    self.negative = negative && !magnitude.isZero
  }

  func negated(_ flip: Bool) -> Wide { Wide(magnitude: magnitude, negative: negative != flip) }

  /// The product; the magnitude must be below 2^128.
  func multiplied(by factor: UInt128) -> Wide {
    let (high, low) = magnitude.low.multipliedFullWidth(by: factor)
    return Wide(magnitude: UInt256(high: high, low: low), negative: negative)
  }

  /// Multiplied by a power of ten; nil beyond 256 bits.
  func scaledUp(by digits: Int) -> Wide? {
    var result = magnitude
    var left = digits
    while left > 0 {
      let step = min(left, 38)
      guard let next = result.multiplied(by: Decimal128.powersOfTen[step].magnitude) else { return nil }
      result = next
      left -= step
    }
    return Wide(magnitude: result, negative: negative)
  }

  static func + (a: Wide, b: Wide) -> Wide {
    if a.negative == b.negative { return Wide(magnitude: a.magnitude.adding(b.magnitude), negative: a.negative) }
    return a.magnitude < b.magnitude
      ? Wide(magnitude: b.magnitude.subtracting(a.magnitude), negative: b.negative)
      : Wide(magnitude: a.magnitude.subtracting(b.magnitude), negative: a.negative)
  }

  /// The quotient rounded half away from zero.
  func dividedRounding(by divisor: UInt128) -> Wide {
    var (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor)
    if remainder != 0, remainder >= divisor - remainder { quotient = quotient.adding(UInt256(high: 0, low: 1)) }
    return Wide(magnitude: quotient, negative: negative)
  }

  func quotientAndRemainder(dividingBy divisor: Wide) -> (quotient: Wide, remainder: Wide) {
    let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
    return (
      Wide(magnitude: quotient, negative: negative != divisor.negative), Wide(magnitude: remainder, negative: negative)
    )
  }

  /// The digits moved by a power of ten (negative: rounded away), as 128 bits; nil when they do not fit.
  func rescaled(by digits: Int, precision: Int) -> Int128? {
    if digits >= 0 { return scaledUp(by: digits)?.narrowed(precision: precision) }
    if digits < -76 { return 0 }
    if digits < -38 {
      // Two steps would round twice: divide by the whole power at once.
      guard let divisor = Wide(1).scaledUp(by: -digits) else { return 0 }
      let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
      let up = !(remainder < divisor.magnitude.subtracting(remainder))
      return Wide(magnitude: up ? quotient.adding(UInt256(high: 0, low: 1)) : quotient, negative: negative)
        .narrowed(precision: precision)
    }
    return dividedRounding(by: Decimal128.powersOfTen[-digits].magnitude).narrowed(precision: precision)
  }

  /// As 128 bits; nil above `precision` digits.
  func narrowed(precision: Int) -> Int128? {
    guard magnitude.high == 0, magnitude.low < Decimal128.powersOfTen[precision].magnitude else { return nil }
    return negative ? -Int128(magnitude.low) : Int128(magnitude.low)
  }

  /// `a / (b × 10^shift)` rounded, where the divisor is beyond 38 digits: 0, 1 or -1.
  static func smallQuotient(_ a: Int128, _ b: Int128, shift: Int) -> Int128 {
    guard let divisor = Wide(b).scaledUp(by: shift) else { return 0 }
    let twice = UInt256(high: 0, low: a.magnitude).adding(UInt256(high: 0, low: a.magnitude))
    if twice < divisor.magnitude { return 0 }
    return (a < 0) == (b < 0) ? 1 : -1
  }
}

/// 256 unsigned bits.
struct UInt256: Equatable {
  var high: UInt128
  var low: UInt128

  var isZero: Bool { high == 0 && low == 0 }

  static func < (a: UInt256, b: UInt256) -> Bool { a.high != b.high ? a.high < b.high : a.low < b.low }

  func adding(_ other: UInt256) -> UInt256 {
    let (sum, carry) = low.addingReportingOverflow(other.low)
    return UInt256(high: high &+ other.high &+ (carry ? 1 : 0), low: sum)
  }

  func subtracting(_ other: UInt256) -> UInt256 {
    let (difference, borrow) = low.subtractingReportingOverflow(other.low)
    return UInt256(high: high &- other.high &- (borrow ? 1 : 0), low: difference)
  }

  func multiplied(by factor: UInt128) -> UInt256? {
    let lower = low.multipliedFullWidth(by: factor)
    let (upper, overflow) = high.multipliedReportingOverflow(by: factor)
    let (sum, carry) = upper.addingReportingOverflow(lower.high)
    return overflow || carry ? nil : UInt256(high: sum, low: lower.low)
  }

  func quotientAndRemainder(dividingBy divisor: UInt128) -> (UInt256, UInt128) {
    let (upper, rest) = high.quotientAndRemainder(dividingBy: divisor)
    if rest == 0 {
      let (lower, remainder) = low.quotientAndRemainder(dividingBy: divisor)
      return (UInt256(high: upper, low: lower), remainder)
    }
    let (lower, remainder) = divisor.dividingFullWidth((rest, low))
    return (UInt256(high: upper, low: lower), remainder)
  }

  func quotientAndRemainder(dividingBy divisor: UInt256) -> (UInt256, UInt256) {
    if divisor.high == 0 {
      let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor.low)
      return (quotient, UInt256(high: 0, low: remainder))
    }
    // The quotient has at most 128 bits here: shift and subtract.
    var remainder = self
    var quotient: UInt128 = 0
    var shift = divisor.high.leadingZeroBitCount - high.leadingZeroBitCount
    guard shift >= 0 else { return (UInt256(high: 0, low: 0), self) }
    while shift >= 0 {
      let step = divisor.shiftedLeft(shift)
      if !(remainder < step) {
        remainder = remainder.subtracting(step)
        quotient |= 1 << UInt128(shift)
      }
      shift -= 1
    }
    return (UInt256(high: 0, low: quotient), remainder)
  }

  private func shiftedLeft(_ bits: Int) -> UInt256 {
    bits == 0 ? self : UInt256(high: high << UInt128(bits) | low >> UInt128(128 - bits), low: low << UInt128(bits))
  }
}
