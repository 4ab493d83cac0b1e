#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Spark's random number generator: Marsaglia's 64-bit xorshift whose seed is hashed with MurmurHash3, with the methods of Java's
/// `Random` on top.
@frozen public struct XORShiftRandom: Sendable {
  @usableFromInline var state: UInt64
  /// The second of the two numbers that the polar method makes at once.
  private var spareGaussian: Double?

  public init(seed: Int64) { state = Self.hashSeed(seed) }

  /// The next `bits` random bits.
  @inlinable public mutating func next(_ bits: Int) -> Int32 {
    var value = state
    value ^= value &<< 21
    value ^= value &>> 35
    value ^= value &<< 4
    state = value
    return Int32(truncatingIfNeeded: value & ((1 &<< UInt64(bits)) &- 1))
  }

  /// Uniform in 0 to 1, without 1.
  @inlinable public mutating func nextDouble() -> Double {
    let high = Int64(next(26)) &<< 27
    return Double(high &+ Int64(next(27))) * 0x1.0p-53
  }

  /// A number of the standard normal distribution, by the polar method.
  public mutating func nextGaussian() -> Double {
    if let spare = spareGaussian {
      spareGaussian = nil
      return spare
    }
    while true {
      let x = 2 * nextDouble() - 1
      let y = 2 * nextDouble() - 1
      let s = x * x + y * y
      if s >= 1 || s == 0 { continue }
      let factor = (-2 * log(s) / s).squareRoot()
      spareGaussian = y * factor
      return x * factor
    }
  }

  /// A Poisson number, by multiplication of uniform numbers (Knuth).
  public mutating func nextPoisson(_ mean: Double) -> Int {
    let limit = exp(-mean)
    var product = nextDouble()
    var count = 0
    while product > limit {
      count += 1
      product *= nextDouble()
    }
    return count
  }

  private static func hashSeed(_ seed: Int64) -> UInt64 {
    let bytes = withUnsafeBytes(of: seed.bigEndian) { Array($0) }
    let low = murmur(bytes, seed: 0x3c07_4a61)
    let high = murmur(bytes, seed: low)
    return UInt64(high) &<< 32 | UInt64(low)
  }

  private static func murmur(_ bytes: [UInt8], seed: UInt32) -> UInt32 {
    var hash = seed
    var index = 0
    while index + 4 <= bytes.count {
      var block =
        UInt32(bytes[index]) | UInt32(bytes[index + 1]) &<< 8 | UInt32(bytes[index + 2]) &<< 16
        | UInt32(bytes[index + 3]) &<< 24
      block = block &* 0xcc9e_2d51
      block = (block &<< 15 | block &>> 17) &* 0x1b87_3593
      hash ^= block
      hash = (hash &<< 13 | hash &>> 19) &* 5 &+ 0xe654_6b64
      index += 4
    }
    hash ^= UInt32(bytes.count)
    hash = (hash ^ hash &>> 16) &* 0x85eb_ca6b
    hash = (hash ^ hash &>> 13) &* 0xc2b2_ae35
    return hash ^ hash &>> 16
  }
}
