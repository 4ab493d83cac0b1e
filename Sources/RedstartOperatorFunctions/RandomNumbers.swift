import RedstartLogicalPlan
import Synchronization

/// Spark's generator of random numbers: XOR shifts over 64 bits, seeded through a hash.
struct RandomNumbers: Sendable {
  private var state: UInt64
  private var spareGaussian: Double?

  init(seed: Int64) {
    var bytes = UInt64(bitPattern: seed).bigEndian
    let (low, high) = withUnsafeBytes(of: &bytes) { raw -> (UInt32, UInt32) in
      let low = Self.hash(raw, seed: 0x3c07_4a61)
      return (low, Self.hash(raw, seed: low))
    }
    state = UInt64(high) << 32 | UInt64(low)
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt32) -> UInt32 {
    var h = seed
    for offset in [0, 4] {
      var k = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self) &* 0xcc9e_2d51
      k = (k << 15 | k >> 17) &* 0x1b87_3593
      h ^= k
      h = (h << 13 | h >> 19) &* 5 &+ 0xe654_6b64
    }
    h ^= 8
    h = (h ^ h >> 16) &* 0x85eb_ca6b
    h = (h ^ h >> 13) &* 0xc2b2_ae35
    return h ^ h >> 16
  }

  private mutating func next(bits: Int) -> Int64 {
    state ^= state << 21
    state ^= state >> 35
    state ^= state << 4
    return Int64(state & (1 << UInt64(bits) - 1))
  }

  /// A number from 0 to below 1.
  mutating func double() -> Double {
    let high = next(bits: 26) << 27
    return Double(high + next(bits: 27)) * 0x1p-53
  }

  /// A number of the standard normal distribution, by the polar method.
  mutating func gaussian(log: (Double) -> Double) -> Double {
    if let spare = spareGaussian {
      spareGaussian = nil
      return spare
    }
    while true {
      let x = 2 * double() - 1
      let y = 2 * double() - 1
      let s = x * x + y * y
      if s >= 1 || s == 0 { continue }
      let factor = (-2 * log(s) / s).squareRoot()
      spareGaussian = y * factor
      return x * factor
    }
  }
}

/// The numbers of one call of a random function: in each partition a sequence of its own that goes on from batch to batch, and
/// that begins anew whenever the partition is computed.
final class RandomSequence: Sendable {
  private let seed: Int64

  private final class State: Sendable {
    let numbers: Mutex<RandomNumbers>
    init(seed: Int64) { numbers = Mutex(RandomNumbers(seed: seed)) }
  }

  init(seed: Int64) { self.seed = seed }

  func withNumbers<R: Sendable>(_ body: (inout RandomNumbers) -> R) -> R {
    let context = PartitionContext.current
    let seed = seed &+ Int64(context?.partition ?? 0)
    let state = context?.state(of: self) { State(seed: seed) } ?? State(seed: seed)
    return state.numbers.withLock { body(&$0) }
  }
}
