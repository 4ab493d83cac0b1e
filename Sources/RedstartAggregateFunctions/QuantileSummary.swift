/// A summary of numbers from which their quantiles follow within a known error: Greenwald and Khanna, "Space-efficient online
/// computation of quantile summaries" (2001), with Spark's block sizes and its rule of merging, so that the results are Spark's.
///
/// A block of numbers is collected before they are sorted in. A summary of `n` numbers with the relative error `ε` takes room for
/// about `1/ε · log(ε n)` of them; with an error of 0 it keeps all.
public struct QuantileSummary: Sendable {
  /// A kept number: `gap` is how far its least rank lies above that of the number before it, `spread` how much its rank may exceed
  /// its least rank.
  struct Sample: Sendable {
    var value: Double
    var gap: Int64
    var spread: Int64
  }

  /// How many numbers are collected before they are sorted in.
  static let blockSize = 50_000
  /// From how many samples on they are thinned out after each block.
  static let thinningSize = 10_000

  public let relativeError: Double
  private(set) var samples: [Sample] = []
  /// How many numbers the samples stand for.
  private(set) var count: Int64 = 0
  private var block: [Double] = []

  public init(relativeError: Double) { self.relativeError = relativeError }

  /// Adds a number; NaN must not be among them.
  public mutating func insert(_ value: Double) {
    block.append(value)
    guard block.count >= Self.blockSize else { return }
    sortIn()
    if samples.count >= Self.thinningSize { thin() }
  }

  /// Bytes held, roughly.
  var byteCount: Int { samples.count * MemoryLayout<Sample>.stride + block.count * MemoryLayout<Double>.stride }

  /// Sorts the collected block in.
  private mutating func sortIn() {
    if block.isEmpty { return }
    block.sort()
    Self.orderZeros(&block)
    var merged: [Sample] = []
    merged.reserveCapacity(samples.count + block.count)
    var next = 0
    for (index, value) in block.enumerated() {
      while next < samples.count, samples[next].value <= value {
        merged.append(samples[next])
        next += 1
      }
      count += 1
      let isExtreme = merged.isEmpty || (next == samples.count && index == block.count - 1)
      merged.append(
        Sample(value: value, gap: 1, spread: isExtreme ? 0 : Int64((2 * relativeError * Double(count)).rounded(.down))))
    }
    merged += samples[next...]
    samples = merged
    block.removeAll(keepingCapacity: true)
  }

  /// Negative zeros before positive ones.
  private static func orderZeros(_ sorted: inout [Double]) {
    guard let first = sorted.firstIndex(where: { $0 >= 0 }), sorted[first] == 0 else { return }
    let end = sorted[first...].firstIndex { $0 > 0 } ?? sorted.count
    let negative = sorted[first..<end].reduce(0) { $0 + ($1.sign == .minus ? 1 : 0) }
    for index in first..<end { sorted[index] = index < first + negative ? -0.0 : 0.0 }
  }

  /// Sorts in what is collected and drops the samples that the error lets go.
  public mutating func compress() {
    sortIn()
    thin()
  }

  private mutating func thin() { samples = Self.thinned(samples, threshold: 2 * relativeError * Double(count)) }

  /// From the greatest down, a sample is taken into the one above it while that one's uncertainty stays below the threshold. The
  /// least and the greatest stay.
  private static func thinned(_ samples: [Sample], threshold: Double) -> [Sample] {
    guard var head = samples.last else { return [] }
    var kept: [Sample] = []
    for sample in samples.dropFirst().dropLast().reversed() {
      if Double(sample.gap + head.gap + head.spread) < threshold {
        head.gap += sample.gap
      } else {
        kept.append(head)
        head = sample
      }
    }
    kept.append(head)
    if samples.count > 1, samples[0].value <= head.value { kept.append(samples[0]) }
    return kept.reversed()
  }

  /// Takes another summary in; both are compressed. The order of merges shows in the results, within the error.
  public mutating func merge(_ other: QuantileSummary) {
    if other.count == 0 { return }
    if count == 0 {
      self = other
      return
    }
    let ownExtra = Int64((2 * other.relativeError * Double(other.count)).rounded(.down))
    let otherExtra = Int64((2 * relativeError * Double(count)).rounded(.down))
    var merged: [Sample] = []
    merged.reserveCapacity(samples.count + other.samples.count)
    var (mine, theirs) = (0, 0)
    while mine < samples.count, theirs < other.samples.count {
      var sample: Sample
      if samples[mine].value < other.samples[theirs].value {
        sample = samples[mine]
        if theirs > 0 { sample.spread += ownExtra }
        mine += 1
      } else {
        sample = other.samples[theirs]
        if mine > 0 { sample.spread += otherExtra }
        theirs += 1
      }
      merged.append(sample)
    }
    merged += samples[mine...]
    merged += other.samples[theirs...]
    count += other.count
    samples = Self.thinned(merged, threshold: 2 * max(relativeError, other.relativeError) * Double(count))
  }

  /// The numbers at those shares of the ranks, each from 0 to 1; nil when there are no numbers. The summary is compressed.
  public func quantiles(_ shares: [Double]) -> [Double]? {
    guard let first = samples.first, let last = samples.last else { return nil }
    let tolerance = Double(samples.reduce(Int64.min) { max($0, $1.spread + $1.gap) } / 2)
    var place = 0
    var leastRank = first.gap
    var result = [Double](repeating: 0, count: shares.count)
    for (index, share) in shares.enumerated().sorted(by: { $0.element < $1.element }) {
      if share <= relativeError {
        result[index] = first.value
        continue
      }
      if share >= 1 - relativeError {
        result[index] = last.value
        continue
      }
      let rank = (share * Double(count)).rounded(.up)
      // Shares ascend, so the walk goes on where the last one ended.
      while place < samples.count - 1 {
        let sample = samples[place]
        if Double(leastRank + sample.spread) - tolerance <= rank, rank <= Double(leastRank) + tolerance { break }
        place += 1
        leastRank += samples[place].gap
      }
      if place == samples.count - 1 { leastRank = 0 }
      result[index] = samples[place].value
    }
    return result
  }
}

extension QuantileSummary {
  /// The compressed summary as numbers: how many there are and, of each sample, value, gap and spread.
  public var numbers: [Double] {
    var compressed = self
    compressed.compress()
    return [Double(compressed.count)] + compressed.samples.flatMap { [$0.value, Double($0.gap), Double($0.spread)] }
  }

  /// The summary of those ``numbers``.
  public init(relativeError: Double, numbers: some RandomAccessCollection<Double>) {
    self.init(relativeError: relativeError)
    guard let first = numbers.first else { return }
    count = Int64(first)
    let rest = Array(numbers.dropFirst())
    samples = stride(from: 0, to: rest.count - 2, by: 3).map {
      Sample(value: rest[$0], gap: Int64(rest[$0 + 1]), spread: Int64(rest[$0 + 2]))
    }
  }
}
