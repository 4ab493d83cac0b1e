/// Arithmetic on decimals: their digits as an `Int128`, the scale beside them.
///
/// Results of up to 38 digits pass through 256 bits where 128 do not hold the product. Every operation that can leave the
/// wanted precision returns nil then; rounding is half up (away from zero), as Spark's.
public enum Decimal128 {
  /// Most digits.
  public static let maxPrecision = 38

  /// 10 to the power of 0…38.
  public static let powersOfTen: [Int128] = {
    var powers: [Int128] = [1]
    for _ in 1...38 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// 10 to the power of 0…18, for decimals kept in `Int64`.
  public static let shortPowersOfTen: [Int64] = (0...18).map { Int64(powersOfTen[$0]) }

  /// Whether `digits` has at most `precision` digits.
  @inlinable @inline(__always)
  public static func fits(_ digits: Int128, precision: Int) -> Bool {
    let bound = powersOfTen[precision]
    return digits < bound && digits > -bound
  }

  /// The number of digits; 1 for zero.
  public static func precision(of digits: Int128) -> Int {
    let magnitude = digits.magnitude
    var count = 1
    while count < 39, count <= 38, magnitude >= powersOfTen[count].magnitude {
      count += 1
      if count == 39 { break }
    }
    return count
  }

  /// `digits` with another scale, rounded half up; nil when the result has more than `precision` digits.
  @inlinable
  public static func rescale(_ digits: Int128, from: Int, to: Int, precision: Int = 38) -> Int128? {
    if to == from { return fits(digits, precision: precision) ? digits : nil }
    if to > from {
      let shift = to - from
      if digits == 0 { return 0 }
      guard shift <= 38 else { return nil }
      let (result, overflow) = digits.multipliedReportingOverflow(by: powersOfTen[shift])
      return !overflow && fits(result, precision: precision) ? result : nil
    }
    let shift = from - to
    if shift > 38 { return 0 }
    let result = divideRounding(digits, by: powersOfTen[shift])
    return fits(result, precision: precision) ? result : nil
  }

  /// The quotient rounded half away from zero; `divisor` is positive.
  @inlinable @inline(__always)
  public static func divideRounding(_ digits: Int128, by divisor: Int128) -> Int128 {
    let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: divisor)
    guard remainder != 0, remainder.magnitude >= divisor.magnitude - remainder.magnitude else { return quotient }
    return digits < 0 ? quotient - 1 : quotient + 1
  }

  /// The digits at `to` with everything behind cut off towards minus infinity (floor) or plus infinity (ceiling).
  public static func floor(_ digits: Int128, scale: Int) -> Int128 {
    let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: powersOfTen[scale])
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The smallest whole number that is not less.
  public static func ceiling(_ digits: Int128, scale: Int) -> Int128 {
    let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: powersOfTen[scale])
    return remainder > 0 ? quotient + 1 : quotient
  }

  /// The sum of two decimals at a wanted scale and precision; nil when it does not fit.
  public static func add(
    _ a: Int128, scale aScale: Int, _ b: Int128, scale bScale: Int, precision: Int, scale: Int
  ) -> Int128? {
    let common = max(aScale, bScale)
    if let x = rescale(a, from: aScale, to: common), let y = rescale(b, from: bScale, to: common) {
      let (sum, overflow) = x.addingReportingOverflow(y)
      if !overflow { return rescale(sum, from: common, to: scale, precision: precision) }
    }
    let x = Wide(a).multiplied(by: powersOfTen[common - aScale].magnitude)
    let y = Wide(b).multiplied(by: powersOfTen[common - bScale].magnitude)
    return (x + y).rescaled(by: scale - common, precision: precision)
  }

  /// The product of two decimals at a wanted scale and precision; nil when it does not fit.
  public static func multiply(
    _ a: Int128, scale aScale: Int, _ b: Int128, scale bScale: Int, precision: Int, scale: Int
  ) -> Int128? {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    if !overflow { return rescale(product, from: aScale + bScale, to: scale, precision: precision) }
    return Wide(a).multiplied(by: b.magnitude).negated(b < 0).rescaled(by: scale - aScale - bScale, precision: precision)
  }

  /// The quotient of two decimals at a wanted scale and precision, rounded half up; nil when it does not fit or `b` is zero.
  public static func divide(
    _ a: Int128, scale aScale: Int, _ b: Int128, scale bScale: Int, precision: Int, scale: Int
  ) -> Int128? {
    guard b != 0 else { return nil }
    // a / 10^aScale ÷ b / 10^bScale × 10^scale
    let shift = scale - aScale + bScale
    if shift >= 0 {
      guard shift <= 76 else { return a == 0 ? 0 : nil }
      if shift <= 38 {
        let (dividend, overflow) = a.multipliedReportingOverflow(by: powersOfTen[shift])
        if !overflow {
          let quotient = b > 0 ? divideRounding(dividend, by: b) : (b == Int128.min ? nil : divideRounding(-dividend, by: -b))
          return quotient.flatMap { fits($0, precision: precision) ? $0 : nil }
        }
      }
      guard let dividend = Wide(a).scaledUp(by: shift) else { return nil }
      return dividend.dividedRounding(by: b.magnitude).negated(b < 0).narrowed(precision: precision)
    }
    guard let divisor = Wide(b).scaledUp(by: -shift), let small = divisor.narrowed(precision: 38) else {
      return Wide(b).scaledUp(by: -shift) == nil ? 0 : Wide.smallQuotient(a, b, shift: -shift)
    }
    return small > 0
      ? rescale(divideRounding(a, by: small), from: 0, to: 0, precision: precision)
      : rescale(divideRounding(-a, by: -small), from: 0, to: 0, precision: precision)
  }

  /// The whole part of the quotient (`div`); nil when `b` is zero or it does not fit.
  public static func integralQuotient(
    _ a: Int128, scale aScale: Int, _ b: Int128, scale bScale: Int, precision: Int = 38
  ) -> Int128? {
    guard b != 0 else { return nil }
    let common = max(aScale, bScale)
    let x = Wide(a).multiplied(by: powersOfTen[common - aScale].magnitude)
    let y = Wide(b).multiplied(by: powersOfTen[common - bScale].magnitude)
    return x.quotientAndRemainder(dividingBy: y).quotient.narrowed(precision: precision)
  }

  /// The remainder, with the sign of `a`, at a wanted scale; nil when `b` is zero or it does not fit.
  public static func remainder(
    _ a: Int128, scale aScale: Int, _ b: Int128, scale bScale: Int, precision: Int, scale: Int
  ) -> Int128? {
    guard b != 0 else { return nil }
    let common = max(aScale, bScale)
    let x = Wide(a).multiplied(by: powersOfTen[common - aScale].magnitude)
    let y = Wide(b).multiplied(by: powersOfTen[common - bScale].magnitude)
    return x.quotientAndRemainder(dividingBy: y).remainder.rescaled(by: scale - common, precision: precision)
  }

  /// Which of two decimals of any scales is greater: -1, 0 or 1.
  public static func compare(_ a: Int128, scale aScale: Int, _ b: Int128, scale bScale: Int) -> Int {
    if aScale == bScale { return a < b ? -1 : a > b ? 1 : 0 }
    let common = max(aScale, bScale)
    let x = Wide(a).multiplied(by: powersOfTen[common - aScale].magnitude)
    let y = Wide(b).multiplied(by: powersOfTen[common - bScale].magnitude)
    if x.negative != y.negative { return x.negative ? -1 : 1 }
    let order = x.magnitude < y.magnitude ? -1 : x.magnitude == y.magnitude ? 0 : 1
    return x.negative ? -order : order
  }
}
