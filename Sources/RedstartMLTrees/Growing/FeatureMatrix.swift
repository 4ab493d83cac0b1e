import RedstartMLCore
import RedstartMemory

/// The training rows: columns of vectors one after the other, with a label and perhaps a weight for each row.
///
/// Dense vectors are read where they stand, in the columns of the query's result or of a cache.
public struct FeatureMatrix: Sendable {
  /// Some consecutive rows.
  struct Block: Sendable {
    /// Number of the first row.
    let start: Int
    let rows: VectorRows
    /// All elements row by row, when every row is dense.
    let hasAdjacentRows: Bool
    var end: Int { start + rows.count }
  }

  public let rowCount: Int
  public let featureCount: Int
  let blocks: [Block]
  /// Class numbers or regression targets, one double a row.
  let labels: Buffer
  /// Weights, one double a row; nil when all are 1.
  let weights: Buffer?

  /// - Parameters:
  ///   - columns: Vectors of `featureCount` finite elements, none null.
  public init(_ columns: [VectorRows], featureCount: Int, labels: Buffer, weights: Buffer?) {
    var blocks: [Block] = []
    for rows in columns where rows.count > 0 {
      blocks.append(
        Block(start: blocks.last?.end ?? 0, rows: rows, hasAdjacentRows: rows.hasAdjacentRows(size: featureCount)))
    }
    self.blocks = blocks
    rowCount = blocks.last?.end ?? 0
    self.featureCount = featureCount
    self.labels = labels
    self.weights = weights
  }

  /// The sum of all weights.
  var totalWeight: Double {
    guard let weights else { return Double(rowCount) }
    let pointer = weights.pointer(Double.self)
    var sum = 0.0
    for row in 0..<rowCount { sum += pointer[row] }
    return sum
  }

  /// Rows of a tile: as many as stay in the first-level cache while one feature after the other is looked at.
  private var tileRows: Int { max(16, min(1024, (24 << 10) / max(1, featureCount * 8))) }

  /// Calls `body` with runs of the rows of `range`, in order: number of the first row, how many they are, and their elements
  /// row by row.
  @inline(__always)
  func forEachTile(in range: Range<Int>, _ body: (Int, Int, UnsafePointer<Double>) throws -> Void) rethrows {
    let tileRows = tileRows
    let scratch = Buffer(count: tileRows * featureCount, of: Double.self)
    var row = range.lowerBound
    var position = block(of: row)
    while row < range.upperBound {
      let block = blocks[position]
      let end = min(range.upperBound, block.end)
      while row < end {
        let count = min(tileRows, end - row)
        let first = row - block.start
        if block.hasAdjacentRows {
          let tile = block.rows.dense(first)
          scratch.mutable(UInt64.self)[0] = Self.touch(tile, count &* featureCount)
          try body(row, count, tile)
        } else {
          let out = scratch.mutable(Double.self)
          for index in 0..<count {
            block.rows.copy(first &+ index, to: out + index &* featureCount, size: featureCount)
          }
          try body(row, count, scratch.pointer(Double.self))
        }
        row += count
      }
      position += 1
    }
  }

  /// Brings a tile into the cache line by line: faster than by columns, where every load waits for a line of its own.
  /// - Returns: the bits of what was read, so that it is read.
  @inline(never)
  private static func touch(_ tile: UnsafePointer<Double>, _ count: Int) -> UInt64 {
    var seen: UInt64 = 0
    for index in stride(from: 0, to: count, by: 8) { seen |= tile[index].bitPattern }
    return seen
  }

  /// Copies the elements of a row.
  func copy(_ row: Int, to out: UnsafeMutablePointer<Double>, stride: Int) {
    let block = blocks[block(of: row)]
    block.rows.copy(row - block.start, to: out, size: featureCount, stride: stride)
  }

  /// The block that holds a row.
  private func block(of row: Int) -> Int {
    var low = 0
    var high = blocks.count - 1
    while low < high {
      let middle = (low + high) / 2
      if row < blocks[middle].end { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
