import RedstartMemory

/// Adds binned rows to histograms.
struct HistogramBuilder: Sendable {
  let layout: RowLayout
  let features: [FeatureKind]
  let cellOffsets: [Int]
  let parameters: TreeParameters
  /// Whether all sums are whole numbers that doubles hold, so that what one sibling leaves of the parent's histogram is exactly
  /// the other's.
  let isExact: Bool

  init(_ binned: BinnedRows, _ parameters: TreeParameters, isExact: Bool) {
    layout = binned.layout
    features = binned.features
    cellOffsets = binned.cellOffsets
    self.parameters = parameters
    self.isExact = isExact
  }

  /// Whether cells are class counts; else they are sums and end with the number of rows.
  var isCounts: Bool { parameters.isClassification && !layout.hasWeight }
  /// Numbers of a cell.
  var cellSize: Int { parameters.statisticsCount + (isCounts ? 0 : 1) }

  private var numbers: Int { cellOffsets[features.count] * cellSize }
  /// Bytes of a histogram.
  var byteCount: Int { Histogram.byteCount(numbers, isCounts) }
  func empty() -> Histogram { Histogram(count: numbers, isCounts: isCounts) }

  /// Adds `count` rows that stand one after the other.
  func add(_ rows: UnsafeRawPointer, count: Int, to histogram: Histogram) {
    let offsets = cellOffsets.map { UInt32(truncatingIfNeeded: $0 * cellSize) }
    offsets.withUnsafeBufferPointer { offsets in
      guard let base = offsets.baseAddress else { return }
      switch layout.binBytes {
      case 1: add(rows, count, base, histogram, as: UInt8.self)
      case 2: add(rows, count, base, histogram, as: UInt16.self)
      default: add(rows, count, base, histogram, as: UInt32.self)
      }
    }
  }

  @inline(__always)
  private func add<Bin: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ rows: UnsafeRawPointer, _ count: Int, _ offsets: UnsafePointer<UInt32>, _ histogram: Histogram, as: Bin.Type
  ) {
    if !isCounts {
      addSums(rows, count, offsets, histogram.sums, as: Bin.self)
    } else if parameters.classCount == 2 {
      addCounts(rows, count, offsets, histogram.counts, size: 2, as: Bin.self)
    } else {
      addCounts(rows, count, offsets, histogram.counts, size: cellSize, as: Bin.self)
    }
  }

  @inline(__always)
  private func addCounts<Bin: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ rows: UnsafeRawPointer, _ count: Int, _ offsets: UnsafePointer<UInt32>, _ cells: UnsafeMutablePointer<UInt32>, size: Int,
    as: Bin.Type
  ) {
    let featureCount = features.count
    let (stride, classOffset) = (layout.stride, layout.classOffset)
    var row = rows
    for _ in 0..<count {
      let bins = row.assumingMemoryBound(to: Bin.self)
      let target = cells + Int(truncatingIfNeeded: row.load(fromByteOffset: classOffset, as: Bin.self))
      for feature in 0..<featureCount {
        target[Int(truncatingIfNeeded: offsets[feature]) &+ Int(truncatingIfNeeded: bins[feature]) &* size] &+= 1
      }
      row += stride
    }
  }

  @inline(__always)
  private func addSums<Bin: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ rows: UnsafeRawPointer, _ count: Int, _ offsets: UnsafePointer<UInt32>, _ cells: UnsafeMutablePointer<Double>, as: Bin.Type
  ) {
    let featureCount = features.count
    let size = cellSize
    let layout = layout
    for number in 0..<count {
      let row = rows + number &* layout.stride
      let bins = row.assumingMemoryBound(to: Bin.self)
      let weight = layout.hasWeight ? row.load(fromByteOffset: layout.weightOffset, as: Double.self) : 1
      if layout.hasLabel {
        let label = row.load(fromByteOffset: layout.labelOffset, as: Double.self)
        let added = SIMD4(weight, weight * label, weight * label * label, 1)
        for feature in 0..<featureCount {
          let cell = UnsafeMutableRawPointer(
            cells + (Int(truncatingIfNeeded: offsets[feature]) &+ Int(truncatingIfNeeded: bins[feature]) &* 4))
          cell.storeBytes(of: cell.loadUnaligned(as: SIMD4<Double>.self) + added, as: SIMD4<Double>.self)
        }
      } else {
        let target = Int(truncatingIfNeeded: row.load(fromByteOffset: layout.classOffset, as: Bin.self))
        for feature in 0..<featureCount {
          let cell = cells + (Int(truncatingIfNeeded: offsets[feature]) &+ Int(truncatingIfNeeded: bins[feature]) &* size)
          cell[target] += weight
          cell[size &- 1] += 1
        }
      }
    }
  }
}
