import RedstartMemory

/// Finds the bin of a number among ascending thresholds: a table tells how many of them lie below the number's neighbourhood, and
/// only those inside of it are compared.
struct BinLookup: Sendable {
  private static let bucketCount = 1024
  /// The thresholds, and infinity behind them.
  private let thresholds: Buffer
  private let thresholdCount: Int
  private let scale: BucketScale
  /// For each bucket the number of thresholds in lower ones.
  private let below: Buffer
  /// The most thresholds in one bucket.
  private let comparisons: Int

  init(_ thresholds: [Double]) {
    self.thresholds = Buffer(copying: thresholds + [.infinity])
    thresholdCount = thresholds.count
    scale = BucketScale(lower: thresholds.first ?? 0, upper: thresholds.last ?? 0, count: Self.bucketCount)
    var counts = [Int](repeating: 0, count: Self.bucketCount)
    for threshold in thresholds { counts[scale.bucket(threshold)] += 1 }
    comparisons = counts.max() ?? 0
    below = Buffer(count: Self.bucketCount, of: UInt16.self)
    var sum: UInt16 = 0
    for (bucket, count) in counts.enumerated() {
      below.mutable(UInt16.self)[bucket] = sum
      sum &+= UInt16(truncatingIfNeeded: count)
    }
  }

  /// Writes the bin of each number: how many thresholds are less than it.
  @inline(__always)
  func fill<Bin: FixedWidthInteger>(
    _ out: UnsafeMutableRawPointer, stride: Int, _ values: UnsafePointer<Double>, valueStride: Int, count: Int, as: Bin.Type
  ) {
    let limit = thresholds.pointer(Double.self)
    let below = below.pointer(UInt16.self)
    let scale = scale
    @inline(__always)
    func each(_ find: (Double) -> Int) {
      for row in 0..<count {
        out.storeBytes(of: Bin(truncatingIfNeeded: find(values[row &* valueStride])), toByteOffset: row &* stride, as: Bin.self)
      }
    }
    switch comparisons {
    case 0: each { _ in 0 }
    case 1:
      each { value in
        let bin = Int(below[scale.bucket(value)])
        return bin &+ Int(unsafeBitCast(limit[bin] < value, to: UInt8.self))
      }
    case 2...4:
      let comparisons = comparisons
      each { value in
        var bin = Int(below[scale.bucket(value)])
        for _ in 0..<comparisons { bin &+= Int(unsafeBitCast(limit[bin] < value, to: UInt8.self)) }
        return bin
      }
    default:
      let thresholdCount = thresholdCount
      each { value in
        var low = 0
        var length = thresholdCount
        while length > 0 {
          let half = length &>> 1
          let isBelow = limit[low &+ half] < value
          low = isBelow ? low &+ half &+ 1 : low
          length = isBelow ? length &- half &- 1 : half
        }
        return low
      }
    }
  }
}
