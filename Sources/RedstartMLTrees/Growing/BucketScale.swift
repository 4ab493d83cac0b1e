/// Maps numbers to the buckets 0..<`count`; a larger number never falls into a lower bucket.
///
/// The buckets cut the range from `lower` to `upper` into equal parts; what lies outside falls into the first and the last one.
struct BucketScale: BitwiseCopyable, Sendable {
  private let lower: Double
  private let factor: Double
  private let limit: Double

  init(lower: Double, upper: Double, count: Int) {
    let factor = Double(count - 2) / (upper - lower)
    limit = Double(count - 1)
    if factor.isFinite, factor > 0 {
      self.lower = lower
      self.factor = factor
    } else {
      // No range, or one that doubles cannot tell apart: the sign alone decides.
      self.lower = upper - lower == 0 ? lower : 0
      self.factor = 1
    }
  }

  /// The bucket of a finite number.
  @inline(__always)
  func bucket(_ value: Double) -> Int {
    let place = (value - lower) * factor + 1
    let raised = place > 0 ? place : 0
    let bounded = raised < limit ? raised : limit
    // The last bits of a sum with 2⁵² are the whole number next to it.
    return Int(truncatingIfNeeded: (bounded + 0x1p52).bitPattern & 0xf_ffff)
  }
}
