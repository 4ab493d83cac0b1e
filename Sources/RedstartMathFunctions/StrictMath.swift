/// Exponential and logarithm as Java's `StrictMath` computes them, to the last digit.
///
/// Both follow the published algorithms of FDLIBM: reduction by multiples of ln 2, then a polynomial. The C library's own
/// functions differ from them in the last digit of a few results in a hundred.
enum StrictMath {
  private static let ln2High = 6.93147180369123816490e-01
  private static let ln2Low = 1.90821492927058770002e-10

  static func exp(_ input: Double) -> Double {
    var x = input
    if x.isNaN { return x }
    if x > 709.782712893383973096 { return .infinity }
    if x < -745.13321910194110842 { return 0 }
    var high = 0.0
    var low = 0.0
    var k = 0
    let size = x.magnitude
    if size > 0.5 * 0.69314718055994530942 {
      if size < 1.5 * 0.69314718055994530942 {
        high = x < 0 ? x + ln2High : x - ln2High
        low = x < 0 ? -ln2Low : ln2Low
        k = x < 0 ? -1 : 1
      } else {
        k = Int(1.44269504088896338700 * x + (x < 0 ? -0.5 : 0.5))
        let t = Double(k)
        high = x - t * ln2High
        low = t * ln2Low
      }
      x = high - low
    } else if size < 0x1p-28 {
      return 1 + x
    }
    let t = x * x
    let p1 = 1.66666666666666019037e-01
    let p2 = -2.77777777770155933842e-03
    let p3 = 6.61375632143793436117e-05
    let p4 = -1.65339022054652515390e-06
    let p5 = 4.13813679705723846039e-08
    let c = x - t * (p1 + t * (p2 + t * (p3 + t * (p4 + t * p5))))
    if k == 0 { return 1 - ((x * c) / (c - 2) - x) }
    let y = 1 - ((low - (x * c) / (2 - c)) - high)
    if k >= -1021 {
      if k == 1024 { return y * 2 * 0x1p1023 }
      return y * Double(sign: .plus, exponent: k, significand: 1)
    }
    return y * Double(sign: .plus, exponent: k + 1000, significand: 1) * 0x1p-1000
  }

  static func log(_ input: Double) -> Double {
    var x = input
    if x.isNaN || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x == .infinity { return x }
    var k = 0
    if x < 0x1p-1022 {
      k = -54
      x *= 0x1p54
    }
    var highWord = Int32(truncatingIfNeeded: x.bitPattern >> 32)
    k += Int(highWord >> 20) - 1023
    highWord &= 0x000f_ffff
    let i = (highWord &+ 0x95f64) & 0x100000
    // x scaled to between √2/2 and √2.
    let word = UInt64(UInt32(bitPattern: highWord | (i ^ 0x3ff0_0000)))
    x = Double(bitPattern: word << 32 | x.bitPattern & 0xffff_ffff)
    k += Int(i >> 20)
    let f = x - 1
    let dk = Double(k)
    if (0x000f_ffff & (2 &+ highWord)) < 3 {
      if f == 0 { return k == 0 ? 0 : dk * ln2High + dk * ln2Low }
      let r = f * f * (0.5 - 0.33333333333333333 * f)
      return k == 0 ? f - r : dk * ln2High - ((r - dk * ln2Low) - f)
    }
    let s = f / (2 + f)
    let z = s * s
    let w = z * z
    let lg1 = 6.666666666666735130e-01
    let lg2 = 3.999999999940941908e-01
    let lg3 = 2.857142874366239149e-01
    let lg4 = 2.222219843214978396e-01
    let lg5 = 1.818357216161805012e-01
    let lg6 = 1.531383769920937332e-01
    let lg7 = 1.479819860511658591e-01
    let t1 = w * (lg2 + w * (lg4 + w * lg6))
    let t2 = z * (lg1 + w * (lg3 + w * (lg5 + w * lg7)))
    let r = t2 + t1
    let inner = (highWord &- 0x6147a) | (0x6b851 &- highWord)
    if inner > 0 {
      let half = 0.5 * f * f
      return k == 0 ? f - (half - s * (half + r)) : dk * ln2High - ((half - (s * (half + r) + dk * ln2Low)) - f)
    }
    return k == 0 ? f - s * (f - r) : dk * ln2High - ((s * (f - r) - dk * ln2Low) - f)
  }

  static func log10(_ x: Double) -> Double {
    if !(x > 0) || x == .infinity { return x == 0 ? -.infinity : x < 0 ? .nan : x }
    var value = x
    var k = 0
    if value < 0x1p-1022 {
      k = -54
      value *= 0x1p54
    }
    let highWord = Int(value.bitPattern >> 32)
    k += (highWord >> 20) - 1023
    let i = k < 0 ? 1 : 0
    let word = UInt64((highWord & 0x000f_ffff) | ((0x3ff - i) << 20))
    let y = Double(k + i)
    let scaled = Double(bitPattern: word << 32 | value.bitPattern & 0xffff_ffff)
    let z = y * 3.69423907715893078616e-13 + 4.34294481903251816668e-01 * log(scaled)
    return z + y * 3.01029995663611771306e-01
  }
}
