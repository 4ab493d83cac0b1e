import RedstartExecution
import Testing

@testable import RedstartMLTrees

@Suite("Thresholds by counting in buckets are those by sorting")
struct ThresholdTests {
  private static let tasks = FitTasks(pool: WorkerPool(threadCount: 3))

  /// Numbers of many shapes: smooth, skewed, with heavy values, with few values, with extremes.
  private static func columns(_ count: Int, _ random: inout SeededNumbers) -> [[Double]] {
    func column(_ value: (Double) -> Double) -> [Double] {
      (0..<count).map { _ in value(.random(in: 0..<1, using: &random)) }
    }
    return [
      column { $0 }, column { $0 - 0.5 }, column { ($0 * 40).rounded() }, column { ($0 * 400).rounded() - 200 },
      column { $0 < 0.7 ? 0 : ($0 * 1000).rounded() }, column { $0 < 0.4 ? 3 : $0 < 0.8 ? 5 : $0 }, column { 1 / ($0 + 1e-9) },
      column { $0 < 0.01 ? -1e300 : $0 > 0.99 ? 1e300 : $0 }, column { $0 * 1e-300 * 1e-10 }, column { _ in 7 },
      column { _ in 0 },
      column { $0 < 0.5 ? -0.0 : 0.0 }, column { $0 < 0.999 ? 1 : 2 }, column { $0 < 0.5 ? 1e15 + ($0 * 64).rounded() : $0 },
      column { ($0 * $0 * $0 * 3000).rounded() }, column { $0 < 0.5 ? -1.7e308 : 1.7e308 },
    ]
  }

  @Test(arguments: [1, 2, 3, 10, 300, 5000, 20_000], [1, 2, 31, 63, 500])
  func same(_ count: Int, _ maxSplits: Int) throws {
    var random = SeededNumbers(state: UInt64(count * 1000 + maxSplits))
    let columns = Self.columns(count, &random)
    let rows = (0..<count).map { row in columns.map { $0[row] } }
    let matrix = FeatureMatrix(
      rows: rows, labels: [Double](repeating: 0, count: count), blockRows: 777, sparsely: count % 2 == 0)
    let features = Array(columns.indices)
    let sorted = try SplitCandidates(matrix: matrix, maxSplits: maxSplits, tasks: Self.tasks).thresholds(features)
    let counted = try QuantileBuckets(matrix: matrix, maxSplits: maxSplits, tasks: Self.tasks).thresholds(features)
    for feature in features { #expect(sorted[feature] == counted[feature], "column \(feature)") }
  }

  @Test func binsAreTheNumberOfThresholdsBelow() {
    var random = SeededNumbers(state: 7)
    for count in [0, 1, 2, 5, 63, 255] {
      for spread in [1.0, 1e-3, 1e12] {
        let thresholds = Set(
          (0..<count).map { _ in Double.random(in: -1...1, using: &random) * .random(in: 0...spread, using: &random) }
        ).sorted()
        let lookup = BinLookup(thresholds)
        let values = thresholds + thresholds.map { $0.nextUp } + thresholds.map { $0.nextDown } + [0, -1e300, 1e300]
        var bins = [UInt8](repeating: 0, count: values.count)
        bins.withUnsafeMutableBytes { out in
          values.withUnsafeBufferPointer { values in
            guard let out = out.baseAddress, let base = values.baseAddress else { return }
            lookup.fill(out, stride: 1, base, valueStride: 1, count: values.count, as: UInt8.self)
          }
        }
        #expect(bins.map(Int.init) == values.map { value in thresholds.count { $0 < value } })
      }
    }
  }
}

/// SplitMix64.
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }
}
