import RedstartMemory

/// Moves the rows of a split node apart: left ones first, each side in its old order.
struct RowPartition: Sendable {
  /// For each bin of the split's feature whether it goes left, 0 or 1.
  private let goesLeft: [UInt8]
  private let binOffset: Int
  private let binBytes: Int
  private let stride: Int

  init(_ split: TreeSplit, _ binned: BinnedRows) {
    let layout = binned.layout
    goesLeft = split.leftBins(binned.features[split.feature])
    binBytes = layout.binBytes
    binOffset = split.feature * layout.binBytes
    stride = layout.stride
  }

  @inline(__always)
  private func bin(_ row: UnsafeRawPointer) -> Int {
    switch binBytes {
    case 1: Int(row.load(fromByteOffset: binOffset, as: UInt8.self))
    case 2: Int(row.load(fromByteOffset: binOffset, as: UInt16.self))
    default: Int(row.load(fromByteOffset: binOffset, as: UInt32.self))
    }
  }

  /// How many of the rows go left.
  func leftCount(_ rows: UnsafeRawPointer, count: Int) -> Int {
    goesLeft.withUnsafeBufferPointer { goesLeft in
      var result = 0
      for row in 0..<count { result &+= Int(goesLeft[bin(rows + row &* stride)]) }
      return result
    }
  }

  /// Copies the rows to where the left ones and the right ones begin.
  func move(_ rows: UnsafeRawPointer, count: Int, left: UnsafeMutableRawPointer, right: UnsafeMutableRawPointer) {
    // A fixed number of words a row is copied without a loop.
    switch stride {
    case 16: move(rows, count, left, right, words: 2)
    case 24: move(rows, count, left, right, words: 3)
    case 32: move(rows, count, left, right, words: 4)
    case 40: move(rows, count, left, right, words: 5)
    default: move(rows, count, left, right, words: stride / 8)
    }
  }

  @inline(__always)
  private func move(
    _ rows: UnsafeRawPointer, _ count: Int, _ left: UnsafeMutableRawPointer, _ right: UnsafeMutableRawPointer, words: Int
  ) {
    let bytes = words &* 8
    goesLeft.withUnsafeBufferPointer { goesLeft in
      var (left, right) = (left, right)
      for number in 0..<count {
        let row = rows + number &* bytes
        let isLeft = Int(goesLeft[bin(row)])
        let target = (isLeft != 0 ? left : right).assumingMemoryBound(to: UInt64.self)
        let source = row.assumingMemoryBound(to: UInt64.self)
        for word in 0..<words { target[word] = source[word] }
        left += isLeft &* bytes
        right += (1 &- isLeft) &* bytes
      }
    }
  }
}
