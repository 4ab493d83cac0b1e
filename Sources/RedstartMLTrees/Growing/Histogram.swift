import RedstartMemory

/// The statistics of a node's rows by feature and bin.
///
/// A cell holds the class weights (or weight, sum and sum of squares) and last the number of rows, unless all weights are 1 and
/// the class weights tell it.
struct Histogram: Sendable {
  /// Doubles of a cell.
  let cellSize: Int
  let buffer: Buffer
  let cellCount: Int

  init(cellCount: Int, cellSize: Int) {
    self.cellCount = cellCount
    self.cellSize = cellSize
    buffer = .zeroed(byteCount: cellCount * cellSize * 8)
  }

  var cells: UnsafeMutablePointer<Double> { buffer.mutable(Double.self) }

  /// Takes another histogram's counts away: what is left are the sibling's.
  func subtract(_ other: Histogram) {
    let mine = cells
    let others = other.buffer.pointer(Double.self)
    for index in 0..<(cellCount * cellSize) { mine[index] -= others[index] }
  }

  func add(_ other: Histogram) {
    let mine = cells
    let others = other.buffer.pointer(Double.self)
    for index in 0..<(cellCount * cellSize) { mine[index] += others[index] }
  }
}

/// Adds rows to histograms.
struct HistogramBuilder: Sendable {
  let rows: BinnedRows
  let labels: Buffer
  let weights: Buffer?
  let parameters: TreeParameters

  /// Whether cells end with the number of rows; class counts of unweighted rows tell it themselves.
  var countsRows: Bool { weights != nil || !parameters.isClassification }

  /// Doubles of a cell.
  var cellSize: Int { parameters.statisticsCount + (countsRows ? 1 : 0) }

  /// Whether all sums are whole numbers, so that what one sibling leaves of the parent's histogram is exactly the other's.
  var isExact: Bool { !countsRows }

  func empty() -> Histogram { Histogram(cellCount: rows.cellCount, cellSize: cellSize) }

  /// Adds the rows with those numbers.
  func add(_ numbers: UnsafePointer<Int32>, count: Int, to histogram: Histogram) {
    if rows.isWide {
      add(rows.bins.pointer(UInt16.self), numbers, count, histogram)
    } else {
      add(rows.bins.pointer(UInt8.self), numbers, count, histogram)
    }
  }

  @inline(__always)
  private func add<Bin: FixedWidthInteger>(
    _ bins: UnsafePointer<Bin>, _ numbers: UnsafePointer<Int32>, _ count: Int, _ histogram: Histogram
  ) {
    let features = rows.features.count
    let size = cellSize
    let cells = histogram.cells
    let label = labels.pointer(Double.self)
    let offsets = rows.cellOffsets.map { $0 * size }
    offsets.withUnsafeBufferPointer { offsets in
      if parameters.isClassification {
        if let weights {
          let weight = weights.pointer(Double.self)
          for index in 0..<count {
            let row = Int(numbers[index])
            let bin = bins + row &* features
            let target = Int(label[row])
            let amount = weight[row]
            for feature in 0..<features {
              let cell = cells + (offsets[feature] &+ Int(bin[feature]) &* size)
              cell[target] += amount
              cell[size &- 1] += 1
            }
          }
        } else {
          for index in 0..<count {
            let row = Int(numbers[index])
            let bin = bins + row &* features
            let target = cells + Int(label[row])
            for feature in 0..<features { target[offsets[feature] &+ Int(bin[feature]) &* size] += 1 }
          }
        }
      } else {
        let weight = weights?.pointer(Double.self)
        for index in 0..<count {
          let row = Int(numbers[index])
          let bin = bins + row &* features
          let amount = weight.map { $0[row] } ?? 1
          let value = label[row]
          let (first, second) = (amount * value, amount * value * value)
          for feature in 0..<features {
            let cell = cells + (offsets[feature] &+ Int(bin[feature]) &* 4)
            cell[0] += amount
            cell[1] += first
            cell[2] += second
            cell[3] += 1
          }
        }
      }
    }
  }
}
