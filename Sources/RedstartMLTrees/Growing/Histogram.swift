import RedstartMemory

/// The statistics of a node's rows by feature and bin.
///
/// A cell holds the class counts of rows of weight 1 as 32-bit numbers, or doubles: the class weights (or weight, sum and sum of
/// squares), and last the number of rows.
struct Histogram: Sendable {
  private let buffer: Buffer
  /// Numbers in all cells.
  private let count: Int
  private let isCounts: Bool

  init(count: Int, isCounts: Bool) {
    self.count = count
    self.isCounts = isCounts
    buffer = .zeroed(byteCount: Self.byteCount(count, isCounts))
  }

  static func byteCount(_ count: Int, _ isCounts: Bool) -> Int { count * (isCounts ? 4 : 8) }

  var counts: UnsafeMutablePointer<UInt32> { buffer.mutable(UInt32.self) }
  var sums: UnsafeMutablePointer<Double> { buffer.mutable(Double.self) }

  /// Takes another histogram's numbers away: what is left are the sibling's.
  func subtract(_ other: Histogram) {
    if isCounts {
      let (mine, others) = (counts, other.counts)
      for index in 0..<count { mine[index] &-= others[index] }
    } else {
      let (mine, others) = (sums, other.sums)
      for index in 0..<count { mine[index] -= others[index] }
    }
  }

  func add(_ other: Histogram) {
    if isCounts {
      let (mine, others) = (counts, other.counts)
      for index in 0..<count { mine[index] &+= others[index] }
    } else {
      let (mine, others) = (sums, other.sums)
      for index in 0..<count { mine[index] += others[index] }
    }
  }
}
