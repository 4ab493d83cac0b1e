import RedstartTypes

/// Some rows of a table: columns of equal length, the only form in which rows travel.
public struct RecordBatch: Sendable {
  public let columns: [Vector]
  /// Number of rows; meaningful also without columns.
  public let count: Int

  public init(_ columns: [Vector], count: Int) {
    self.columns = columns
    self.count = count
  }

  /// Rows that operators aim at in a batch.
  public static let targetRows = 8192

  /// Rough size in memory.
  public var byteCount: Int { columns.reduce(0) { $0 + $1.byteCount } }

  /// The rows of `range`.
  public func slice(_ range: Range<Int>) -> RecordBatch {
    range == 0..<count ? self : RecordBatch(columns.map { $0.slice(range) }, count: range.count)
  }

  /// The rows at `indices`, in that order.
  public func gather(_ indices: Selection) -> RecordBatch {
    RecordBatch(columns.map { $0.gather(indices) }, count: indices.count)
  }

  /// Only the columns at those positions.
  public func project(_ positions: [Int]) -> RecordBatch { RecordBatch(positions.map { columns[$0] }, count: count) }

  /// All rows of `batches`, which share their types; empty input gives an empty batch of `types`.
  public static func concatenate(_ batches: [RecordBatch], types: [DataType]) -> RecordBatch {
    if batches.count == 1 { return batches[0] }
    let count = batches.reduce(0) { $0 + $1.count }
    let columns = types.indices.map { position in
      Vector.concatenate(batches.map { $0.columns[position] }, type: types[position])
    }
    return RecordBatch(columns, count: count)
  }
}
