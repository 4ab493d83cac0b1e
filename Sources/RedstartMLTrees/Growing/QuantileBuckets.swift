import RedstartDiagnostics
import RedstartMemory

/// Finds the thresholds of continuous features over many rows of weight 1, exactly and without sorting them all.
///
/// One pass counts the values of each feature in narrow buckets. The counts tell in which buckets thresholds may lie; a second pass
/// collects the values of those alone. A value that fills a bucket by itself is counted, not collected.
struct QuantileBuckets: Sendable {
  /// Many, so that few values stand beside a quantile and have to be collected; few enough for a feature's counts to stay in the
  /// second-level cache.
  private static let bucketCount = 8192
  private static let sampleRows = 1024
  /// Bytes that counts may take at once; more features are worked on in groups.
  private static let countBytes = 64 << 20

  let matrix: FeatureMatrix
  let maxSplits: Int
  let tasks: FitTasks

  /// The thresholds of each of those features.
  func thresholds(_ features: [Int]) throws -> [[Double]] {
    let shares = tasks.shares(of: matrix.rowCount)
    let group = max(1, Self.countBytes / (shares.count * Self.bucketCount * 4))
    return try stride(from: 0, to: features.count, by: group).flatMap {
      try thresholds(Array(features[$0..<min($0 + group, features.count)]), shares)
    }
  }

  private func thresholds(_ features: [Int], _ shares: [Range<Int>]) throws -> [[Double]] {
    let bucketCount = Self.bucketCount
    let scales = try scales(features)
    let counts = try tasks.map(shares.count) { count(shares[$0], features, scales) }
    let plans = try tasks.map(features.count) { index in
      let sums = Buffer.zeroed(byteCount: bucketCount * 4)
      let sum = sums.mutable(UInt32.self)
      for part in counts {
        let own = part.pointer(UInt32.self) + index * bucketCount
        for bucket in 0..<bucketCount { sum[bucket] &+= own[bucket] }
      }
      return BucketPlan(counts: sums, bucketCount: bucketCount, rowCount: matrix.rowCount, maxSplits: maxSplits)
    }
    let collected = try tasks.map(shares.count) { collect(shares[$0], features, scales, plans) }
    return try tasks.map(features.count) { index in
      let all = collected.map { $0[index] }
      return try plans[index].thresholds(CollectedValues(all, slotCount: plans[index].slotCount), scales[index])
    }
  }

  /// Buckets that suit the values of an evenly spaced sample: all but the outermost values of the sample lie inside.
  private func scales(_ features: [Int]) throws -> [BucketScale] {
    let count = min(matrix.rowCount, Self.sampleRows, max(16, Self.countBytes / (8 * max(1, matrix.featureCount))))
    let sample = Buffer(count: count * max(matrix.featureCount, 1), of: Double.self)
    for index in 0..<count {
      matrix.copy(index * matrix.rowCount / count, to: sample.mutable(Double.self) + index, stride: count)
    }
    return try tasks.map(features.count) { index in
      var values = UnsafeMutableBufferPointer(start: sample.mutable(Double.self) + features[index] * count, count: count)
      values.sort()
      let margin = count / (4 * (maxSplits + 1))
      return BucketScale(lower: values[margin], upper: values[count - 1 - margin], count: Self.bucketCount)
    }
  }

  /// How many of the values of each feature lie in each bucket.
  private func count(_ rows: Range<Int>, _ features: [Int], _ scales: [BucketScale]) -> Buffer {
    let bucketCount = Self.bucketCount
    let counts = Buffer.zeroed(byteCount: features.count * bucketCount * 4)
    let stride = matrix.featureCount
    matrix.forEachTile(in: rows) { _, rowCount, values in
      for index in features.indices {
        let scale = scales[index]
        let own = counts.mutable(UInt32.self) + index &* bucketCount
        let column = values + features[index]
        for row in 0..<rowCount { own[scale.bucket(column[row &* stride])] &+= 1 }
      }
    }
    return counts
  }

  /// The values that the plans ask for.
  private func collect(
    _ rows: Range<Int>, _ features: [Int], _ scales: [BucketScale], _ plans: [BucketPlan]
  ) -> [CollectedValues] {
    var result = plans.map { CollectedValues(slotCount: $0.slotCount) }
    let stride = matrix.featureCount
    matrix.forEachTile(in: rows) { _, rowCount, values in
      for index in features.indices where plans[index].slotCount > 0 {
        let scale = scales[index]
        let column = values + features[index]
        let plan = plans[index]
        let marks = plan.marks.pointer(UInt8.self)
        result[index].add { found in
          for row in 0..<rowCount {
            let value = column[row &* stride]
            let bucket = scale.bucket(value)
            if marks[bucket] != 0 {
              found.add(value, slot: plan.slot(bucket))
            }
          }
        }
      }
    }
    return result
  }
}

/// Values of some buckets of a feature, each bucket a slot.
struct CollectedValues: Sendable {
  private let slotCount: Int
  /// The value of each slot that came first, and how often it came; 0 for none.
  private let first: Buffer
  private let repeats: Buffer
  private var others: [Double] = []

  init(slotCount: Int) {
    self.slotCount = slotCount
    first = .zeroed(byteCount: slotCount * 8)
    repeats = .zeroed(byteCount: slotCount * 8)
  }

  /// All of the parts together.
  init(_ parts: [CollectedValues], slotCount: Int) {
    self.init(slotCount: slotCount)
    others.reserveCapacity(parts.reduce(0) { $0 + $1.others.count })
    let (first, repeats) = (first.mutable(Double.self), repeats.mutable(Int.self))
    for part in parts {
      others += part.others
      let (ownFirst, ownRepeats) = (part.first.pointer(Double.self), part.repeats.pointer(Int.self))
      for slot in 0..<slotCount where ownRepeats[slot] > 0 {
        if repeats[slot] == 0 { first[slot] = ownFirst[slot] }
        if first[slot] == ownFirst[slot] {
          repeats[slot] += ownRepeats[slot]
        } else {
          others += [Double](repeating: ownFirst[slot], count: ownRepeats[slot])
        }
      }
    }
  }

  /// Where a loop adds values.
  struct Adder {
    fileprivate let first: UnsafeMutablePointer<Double>
    fileprivate let repeats: UnsafeMutablePointer<Int>
    fileprivate var others: [Double]

    @inline(__always)
    mutating func add(_ value: Double, slot: Int) {
      if repeats[slot] > 0, first[slot] != value {
        others.append(value)
      } else {
        first[slot] = value
        repeats[slot] &+= 1
      }
    }
  }

  @inline(__always)
  mutating func add(_ body: (inout Adder) -> Void) {
    var adder = Adder(first: first.mutable(Double.self), repeats: repeats.mutable(Int.self), others: others)
    // The adder holds the only reference, so that it may append in place.
    others = []
    body(&adder)
    others = adder.others
  }

  /// The distinct values, ascending, with how often each came.
  func sorted() -> [WeightedValue] {
    let (first, repeats) = (first.pointer(Double.self), repeats.pointer(Int.self))
    let firsts = (0..<slotCount).filter { repeats[$0] > 0 }.map { (value: first[$0], weight: Double(repeats[$0])) }
      .sorted { $0.value < $1.value }
    var result: [WeightedValue] = []
    func add(_ value: WeightedValue) {
      if let last = result.last, last.value == value.value {
        result[result.count - 1].weight += value.weight
      } else {
        result.append(value)
      }
    }
    var next = 0
    for value in RadixSort.sorted(others) {
      while next < firsts.count, firsts[next].value < value {
        add(firsts[next])
        next += 1
      }
      add((value, 1))
    }
    for value in firsts[next...] { add(value) }
    return result
  }
}

/// Which buckets of a feature have to be looked into.
struct BucketPlan: Sendable {
  private let counts: Buffer
  private let bucketCount: Int
  private let rowCount: Int
  private let maxSplits: Int
  /// For each bucket the slot that collects its values.
  private let slots: Buffer
  let slotCount: Int
  /// A byte for each bucket: 1 if it has a slot.
  let marks: Buffer

  @inline(__always)
  func slot(_ bucket: Int) -> Int { Int(slots.pointer(UInt16.self)[bucket]) }

  init(counts: Buffer, bucketCount: Int, rowCount: Int, maxSplits: Int) {
    self.counts = counts
    self.bucketCount = bucketCount
    self.rowCount = rowCount
    self.maxSplits = maxSplits
    let count = counts.pointer(UInt32.self)
    let slots = Buffer.zeroed(byteCount: bucketCount * 2)
    let marks = Buffer.zeroed(byteCount: bucketCount)
    let mark = marks.mutable(UInt8.self)
    let filled = (0..<bucketCount).filter { count[$0] > 0 }
    var used = 0
    func collect(_ bucket: Int) {
      if mark[bucket] != 0 { return }
      mark[bucket] = 1
      slots.mutable(UInt16.self)[bucket] = UInt16(truncatingIfNeeded: used)
      used += 1
    }
    if filled.count <= maxSplits + 1 {
      // There may be no more values than bins.
      if filled.count > 1 || count[filled[0]] > 1 { filled.forEach(collect) }
    } else {
      // A walk over the buckets as if each held one value. The walk over the values is never behind it, so that it
      // stops in no bucket that this one passes.
      var walk = QuantileWalk(totalWeight: Double(rowCount), maxSplits: maxSplits)
      for (place, bucket) in filled.enumerated() where !walk.skip(Double(count[bucket])) {
        if place > 0 { collect(filled[place - 1]) }
        collect(bucket)
        _ = walk.step(Double(count[bucket]))
      }
    }
    self.slots = slots
    self.marks = marks
    slotCount = used
  }

  /// The thresholds, from the values of the buckets that have a slot.
  func thresholds(_ collected: CollectedValues, _ scale: BucketScale) throws -> [Double] {
    let values = collected.sorted()
    let count = counts.pointer(UInt32.self)
    let mark = marks.pointer(UInt8.self)
    let filled = (0..<bucketCount).filter { count[$0] > 0 }
    if filled.count <= maxSplits + 1 {
      return QuantileWalk.thresholds(values, totalWeight: Double(rowCount), maxSplits: maxSplits)
    }
    var walk = QuantileWalk(totalWeight: Double(rowCount), maxSplits: maxSplits)
    var result: [Double] = []
    var next = 0
    for bucket in filled {
      if mark[bucket] == 0 {
        guard walk.skip(Double(count[bucket])) else { throw SparkError.internal("a bucket with a threshold was passed") }
        continue
      }
      while next < values.count, scale.bucket(values[next].value) == bucket {
        if walk.step(values[next].weight) { result.append((values[next - 1].value + values[next].value) / 2) }
        next += 1
      }
    }
    return result
  }
}
