/// A split with what it gains.
struct BestSplit: Sendable {
  let split: TreeSplit
  let gain: Double
  let left: NodeStatistics
  let right: NodeStatistics
}

/// Chooses a node's split from its histogram, as MLlib does: the first of the largest gain, features and splits in order.
struct SplitFinder: Sendable {
  let builder: HistogramBuilder
  let parameters: TreeParameters
  /// The least weight on each side.
  let minWeight: Double

  /// A node's cells, and the best split so far.
  private struct Search {
    /// Three cells: what goes left, what is left of the node, and all of it.
    let scratch: UnsafeMutableBufferPointer<Double>
    let impurity: Double
    var gain = -Double.infinity
    var best: TreeSplit?
    var left: [Double]
    var right: [Double]
  }

  /// The best split; nil when none is allowed.
  func find(_ histogram: Histogram, impurity: Double) -> BestSplit? {
    let size = builder.cellSize
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * size) { scratch in
      let zeros = [Double](repeating: 0, count: size)
      var search = Search(scratch: scratch, impurity: impurity, left: zeros, right: zeros)
      for (feature, kind) in builder.rows.features.enumerated() where kind.splitCount > 0 {
        let cells = histogram.buffer.pointer(Double.self) + builder.rows.cellOffsets[feature] * size
        switch kind {
        case .continuous(let thresholds):
          if let index = bestPrefix(kind.binCount, cells, nil, &search) {
            search.best = .continuous(feature: feature, threshold: thresholds[index])
          }
        case .ordered(let categories):
          let order = (0..<categories).map { (centroid(cells + $0 * size), $0) }.sorted { $0 < $1 }.map(\.1)
          if let index = bestPrefix(categories, cells, order, &search) {
            search.best = .categorical(feature: feature, left: order[0...index].sorted().map(Double.init), categories: categories)
          }
        case .unordered(let categories): bestSubset(feature, categories, cells, &search)
        }
      }
      guard let split = search.best else { return nil }
      return BestSplit(split: split, gain: search.gain, left: statistics(search.left), right: statistics(search.right))
    }
  }

  /// Tries the splits after each of the cells but the last, taken in that order.
  /// - Returns: the place of the best split, when it is better than all before.
  private func bestPrefix(_ count: Int, _ cells: UnsafePointer<Double>, _ order: [Int]?, _ search: inout Search) -> Int? {
    let size = builder.cellSize
    guard let left = search.scratch.baseAddress else { return nil }
    let right = left + size
    let total = right + size
    for index in 0..<size {
      left[index] = 0
      total[index] = 0
    }
    for position in 0..<count { add(cells + (order?[position] ?? position) &* size, to: total) }
    var best: Int?
    for position in 0..<(count - 1) {
      add(cells + (order?[position] ?? position) &* size, to: left)
      for index in 0..<size { right[index] = total[index] - left[index] }
      if isBetter(left, right, &search) { best = position }
    }
    return best
  }

  /// Tries all ways to send some categories left; subset `n` has the categories of the bits of `n`.
  private func bestSubset(_ feature: Int, _ categories: Int, _ cells: UnsafePointer<Double>, _ search: inout Search) {
    let size = builder.cellSize
    guard let left = search.scratch.baseAddress else { return }
    let right = left + size
    let total = right + size
    for index in 0..<size { total[index] = 0 }
    for category in 0..<categories { add(cells + category &* size, to: total) }
    for subset in 1..<(1 << (categories - 1)) {
      for index in 0..<size { left[index] = 0 }
      for category in 0..<categories where subset >> category & 1 == 1 { add(cells + category &* size, to: left) }
      for index in 0..<size { right[index] = total[index] - left[index] }
      guard isBetter(left, right, &search) else { continue }
      let members = (0..<categories).filter { subset >> $0 & 1 == 1 }
      search.best = .categorical(feature: feature, left: members.map(Double.init), categories: categories)
    }
  }

  @inline(__always)
  private func add(_ cell: UnsafePointer<Double>, to sum: UnsafeMutablePointer<Double>) {
    for index in 0..<builder.cellSize { sum[index] += cell[index] }
  }

  /// Keeps a split that is allowed and gains more than all before.
  private func isBetter(_ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, _ search: inout Search) -> Bool {
    let minRows = Double(parameters.minInstancesPerNode)
    if rawCount(left) < minRows || rawCount(right) < minRows { return false }
    let (leftWeight, rightWeight) = (weight(left), weight(right))
    if leftWeight < minWeight || rightWeight < minWeight { return false }
    let total = leftWeight + rightWeight
    let gain =
      search.impurity - leftWeight / total * impurity(left, leftWeight) - rightWeight / total * impurity(right, rightWeight)
    guard gain >= parameters.minInfoGain, gain > search.gain else { return false }
    search.gain = gain
    for index in 0..<builder.cellSize {
      search.left[index] = left[index]
      search.right[index] = right[index]
    }
    return true
  }

  private func weight(_ cell: UnsafePointer<Double>) -> Double {
    if !parameters.isClassification { return cell[0] }
    var sum = 0.0
    for index in 0..<parameters.classCount { sum += cell[index] }
    return sum
  }

  private func rawCount(_ cell: UnsafePointer<Double>) -> Double {
    builder.countsRows ? cell[builder.cellSize - 1] : weight(cell)
  }

  private func impurity(_ cell: UnsafePointer<Double>, _ weight: Double) -> Double {
    parameters.impurity.calculate(
      UnsafeBufferPointer(start: cell, count: parameters.statisticsCount), weight: weight)
  }

  private func statistics(_ cell: [Double]) -> NodeStatistics {
    NodeStatistics(
      values: Array(cell[0..<parameters.statisticsCount]),
      rawCount: builder.countsRows ? cell[cell.count - 1] : cell.reduce(0, +), impurity: parameters.impurity)
  }

  /// Where a category stands in the order of an ordered feature; empty ones come last.
  private func centroid(_ cell: UnsafePointer<Double>) -> Double {
    let weight = weight(cell)
    if weight == 0 { return .greatestFiniteMagnitude }
    if parameters.isMulticlass { return impurity(cell, weight) }
    // MLlib orders by how much there is of class 1, not by its share.
    if parameters.isClassification { return cell[1] }
    return cell[1] / cell[0]
  }
}
