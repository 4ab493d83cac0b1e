import RedstartMemory

/// Finds the thresholds of continuous features as MLlib does, from all rows: the midpoints between distinct values, or the
/// weighted quantiles among them when there are more than bins.
struct SplitCandidates: Sendable {
  let matrix: FeatureMatrix
  let maxSplits: Int
  let tasks: FitTasks

  /// Fewer rows are sorted.
  private static let leastRowsForBuckets = 1 << 15
  /// Bytes that columns may take at once; more features are worked on in groups.
  private static let columnBytes = 64 << 20

  /// The thresholds of each of those features, ascending.
  func thresholds(_ features: [Int]) throws -> [[Double]] {
    if matrix.weights == nil, matrix.rowCount >= Self.leastRowsForBuckets {
      return try QuantileBuckets(matrix: matrix, maxSplits: maxSplits, tasks: tasks).thresholds(features)
    }
    let totalWeight = matrix.totalWeight
    let group = max(1, Self.columnBytes / (matrix.rowCount * 8))
    return try stride(from: 0, to: features.count, by: group).flatMap { start in
      let some = Array(features[start..<min(start + group, features.count)])
      let columns = try columns(some)
      return try tasks.map(some.count) { index in
        let values = distinctValues(columns.pointer(Double.self) + index * matrix.rowCount, totalWeight)
        return QuantileWalk.thresholds(values, totalWeight: totalWeight, maxSplits: maxSplits)
      }
    }
  }

  /// The values of those features, column by column.
  private func columns(_ features: [Int]) throws -> Buffer {
    let columns = Buffer(count: max(1, features.count * matrix.rowCount), of: Double.self)
    let shares = tasks.shares(of: matrix.rowCount)
    let (stride, rowCount) = (matrix.featureCount, matrix.rowCount)
    try tasks.run(shares.count) { share in
      matrix.forEachTile(in: shares[share]) { start, count, values in
        for (index, feature) in features.enumerated() {
          let out = columns.mutable(Double.self) + (index * rowCount + start)
          for row in 0..<count { out[row] = values[row &* stride &+ feature] }
        }
      }
    }
    return columns
  }

  /// Distinct values in order with their summed weights. Zeros are not looked at: as in MLlib their weight is what the others
  /// leave of the total. A feature of zeros alone has none.
  private func distinctValues(_ column: UnsafePointer<Double>, _ totalWeight: Double) -> [WeightedValue] {
    var present: [Double] = []
    var rows: [Int32] = []
    for row in 0..<matrix.rowCount where column[row] != 0 {
      present.append(column[row])
      rows.append(Int32(truncatingIfNeeded: row))
    }
    let (keys, order) = present.withUnsafeBufferPointer { RadixSort.sort($0) { rows[$0] } }
    let (key, row) = (keys.pointer(UInt64.self), order.pointer(Int32.self))
    let weights = matrix.weights?.pointer(Double.self)
    var result: [WeightedValue] = []
    var sum = 0.0
    var position = 0
    while position < rows.count {
      let current = key[position]
      var weight = 0.0
      while position < rows.count, key[position] == current {
        weight += weights?[Int(row[position])] ?? 1
        position += 1
      }
      sum += weight
      result.append((RadixSort.value(current), weight))
    }
    if !rows.isEmpty, totalWeight - sum > Double.ulpOfOne * Double(rows.count) * 100 {
      result.insert((0, totalWeight - sum), at: result.firstIndex { $0.value > 0 } ?? result.count)
    }
    return result
  }
}
