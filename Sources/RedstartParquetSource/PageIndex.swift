import RedstartMemory

/// The rows and bounds of the pages of a column chunk.
struct PageIndex {
  private(set) var rows: [Range<Int>] = []
  private(set) var isNull: [Bool] = []
  private(set) var minima: [[UInt8]] = []
  private(set) var maxima: [[UInt8]] = []
  private var nullCounts: [Int] = []

  /// Nulls of a page where they were counted.
  func nullCount(_ page: Int, _ rowCount: Int) -> Int? {
    if isNull[page] { return rowCount }
    return page < nullCounts.count ? nullCounts[page] : nil
  }

  init(_ chunk: ColumnChunk, _ rowCount: Int, _ file: InputFile) throws {
    guard let columns = chunk.columnIndex, let offsets = chunk.offsetIndex else {
      throw ParquetDamage("a chunk without page index")
    }
    guard columns.count < 64 << 20, offsets.count < 64 << 20 else { throw ParquetDamage("a page index too large") }
    let columnBytes = try file.bytes(columns)
    var reader = ThriftReader(UnsafeRawBufferPointer(start: columnBytes.base, count: columns.count))
    var index = self
    try reader.fields { id, kind, reader in
      switch id {
      case 1: try reader.elements(kind) { _, reader in index.isNull.append(try reader.listedFlag()) }
      case 2: try reader.elements(kind) { kind, reader in index.minima.append(try reader.binary(kind)) }
      case 3: try reader.elements(kind) { kind, reader in index.maxima.append(try reader.binary(kind)) }
      case 5: try reader.elements(kind) { kind, reader in index.nullCounts.append(try reader.size(kind)) }
      default: try reader.skip(kind)
      }
    }
    let offsetBytes = try file.bytes(offsets)
    reader = ThriftReader(UnsafeRawBufferPointer(start: offsetBytes.base, count: offsets.count))
    var starts: [Int] = []
    try reader.fields { id, kind, reader in
      guard id == 1 else { return try reader.skip(kind) }
      try reader.elements(kind) { _, reader in
        var start = 0
        try reader.fields { id, kind, reader in
          if id == 3 { start = try reader.size(kind) } else { try reader.skip(kind) }
        }
        starts.append(start)
      }
    }
    guard !starts.isEmpty, starts[0] == 0, index.isNull.count == starts.count, index.minima.count == starts.count,
      index.maxima.count == starts.count
    else { throw ParquetDamage("a page index that does not fit its pages") }
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1] : rowCount
      guard start < end, end <= rowCount else { throw ParquetDamage("a page index that does not fit its pages") }
      index.rows.append(start..<end)
    }
    self = index
  }
}
