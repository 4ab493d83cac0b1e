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

  /// The best split so far, and room for the cells of a feature.
  private struct Search {
    let impurity: Double
    /// The cells of a feature in the order of its splits.
    let cells: UnsafeMutablePointer<Double>
    /// Three cells: what goes left, what is left of the node, and all of it.
    let left: UnsafeMutablePointer<Double>
    let right: UnsafeMutablePointer<Double>
    let total: UnsafeMutablePointer<Double>
    var gain = -Double.infinity
    var feature = -1
    /// The last cell that goes left, or the subset.
    var position = 0
  }

  private var size: Int { builder.cellSize }

  /// The best split; nil when none is allowed.
  func find(_ histogram: Histogram, impurity: Double) -> BestSplit? {
    let widest = builder.features.reduce(1) { max($0, $1.binCount) }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: (widest + 3) * size) { scratch in
      guard let cells = scratch.baseAddress else { return nil }
      let left = cells + widest * size
      var search = Search(impurity: impurity, cells: cells, left: left, right: left + size, total: left + 2 * size)
      let binary = TwoClassGini(self)
      for (feature, kind) in builder.features.enumerated() where kind.splitCount > 0 {
        load(feature, kind, histogram, search)
        switch kind {
        case .unordered(let categories): trySubsets(feature, categories, &search)
        default:
          if let binary {
            if let found = binary.best(cells, kind.binCount, impurity, above: search.gain) {
              search.gain = found.gain
              (search.feature, search.position) = (feature, found.position)
            }
          } else {
            tryPrefixes(feature, kind.binCount, &search)
          }
        }
      }
      return search.feature < 0 ? nil : result(histogram, search)
    }
  }

  /// Brings the cells of a feature into the order of its splits.
  /// - Returns: the order of the categories, if it is not theirs.
  @discardableResult
  private func load(_ feature: Int, _ kind: FeatureKind, _ histogram: Histogram, _ search: Search) -> [Int]? {
    let start = builder.cellOffsets[feature] * size
    let numbers = kind.binCount * size
    let cells = search.cells
    if builder.isCounts {
      let source = histogram.counts + start
      for index in 0..<numbers { cells[index] = Double(source[index]) }
    } else {
      cells.update(from: histogram.sums + start, count: numbers)
    }
    guard case .ordered(let categories) = kind else { return nil }
    let size = size
    let order = (0..<categories).map { (centroid(cells + $0 * size), $0) }.sorted { $0 < $1 }.map(\.1)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: numbers) { copy in
      guard let copy = copy.baseAddress else { return }
      copy.update(from: cells, count: numbers)
      for (position, category) in order.enumerated() {
        (cells + position * size).update(from: copy + category * size, count: size)
      }
    }
    return order
  }

  /// Tries the splits after each of the cells but the last.
  private func tryPrefixes(_ feature: Int, _ count: Int, _ search: inout Search) {
    let size = size
    let (left, right, total) = (search.left, search.right, search.total)
    left.update(repeating: 0, count: size)
    total.update(repeating: 0, count: size)
    for position in 0..<count { add(search.cells + position &* size, to: total) }
    for position in 0..<(count - 1) {
      add(search.cells + position &* size, to: left)
      for index in 0..<size { right[index] = total[index] - left[index] }
      judge(feature, position, &search)
    }
  }

  /// Tries all ways to send some categories left; subset `n` has the categories of the bits of `n`.
  private func trySubsets(_ feature: Int, _ categories: Int, _ search: inout Search) {
    search.total.update(repeating: 0, count: size)
    for category in 0..<categories { add(search.cells + category &* size, to: search.total) }
    for subset in 1..<(1 << (categories - 1)) {
      sumSubset(subset, categories, search)
      judge(feature, subset, &search)
    }
  }

  private func sumSubset(_ subset: Int, _ categories: Int, _ search: Search) {
    let size = size
    search.left.update(repeating: 0, count: size)
    for category in 0..<categories where subset >> category & 1 == 1 { add(search.cells + category &* size, to: search.left) }
    for index in 0..<size { search.right[index] = search.total[index] - search.left[index] }
  }

  @inline(__always)
  private func add(_ cell: UnsafePointer<Double>, to sum: UnsafeMutablePointer<Double>) {
    for index in 0..<size { sum[index] += cell[index] }
  }

  /// Keeps the split of the two sides if it is allowed and gains more than all before.
  @inline(__always)
  private func judge(_ feature: Int, _ position: Int, _ search: inout Search) {
    let (left, right) = (search.left, search.right)
    let minRows = Double(parameters.minInstancesPerNode)
    if rawCount(left) < minRows || rawCount(right) < minRows { return }
    let (leftWeight, rightWeight) = (weight(left), weight(right))
    if leftWeight < minWeight || rightWeight < minWeight { return }
    let total = leftWeight + rightWeight
    let gain =
      search.impurity - leftWeight / total * impurity(left, leftWeight) - rightWeight / total * impurity(right, rightWeight)
    guard gain >= parameters.minInfoGain, gain > search.gain else { return }
    search.gain = gain
    (search.feature, search.position) = (feature, position)
  }

  /// The best split with the statistics of both sides.
  private func result(_ histogram: Histogram, _ search: Search) -> BestSplit {
    let (feature, position) = (search.feature, search.position)
    let kind = builder.features[feature]
    let order = load(feature, kind, histogram, search)
    let (left, right, total) = (search.left, search.right, search.total)
    left.update(repeating: 0, count: size)
    total.update(repeating: 0, count: size)
    for index in 0..<kind.binCount { add(search.cells + index * size, to: total) }
    let split: TreeSplit
    switch kind {
    case .unordered(let categories):
      sumSubset(position, categories, search)
      let members = (0..<categories).filter { position >> $0 & 1 == 1 }
      split = .categorical(feature: feature, left: members.map(Double.init), categories: categories)
    case .continuous(let thresholds):
      split = .continuous(feature: feature, threshold: thresholds[position])
    case .ordered(let categories):
      split = .categorical(
        feature: feature, left: (order ?? []).prefix(position + 1).sorted().map(Double.init), categories: categories)
    }
    if case .unordered = kind {
    } else {
      for index in 0...position { add(search.cells + index * size, to: left) }
      for index in 0..<size { right[index] = total[index] - left[index] }
    }
    return BestSplit(split: split, gain: search.gain, left: statistics(left), right: statistics(right))
  }

  private func weight(_ cell: UnsafePointer<Double>) -> Double {
    if !parameters.isClassification { return cell[0] }
    var sum = 0.0
    for index in 0..<parameters.classCount { sum += cell[index] }
    return sum
  }

  private func rawCount(_ cell: UnsafePointer<Double>) -> Double {
    builder.isCounts ? weight(cell) : cell[size - 1]
  }

  private func impurity(_ cell: UnsafePointer<Double>, _ weight: Double) -> Double {
    parameters.impurity.calculate(
      UnsafeBufferPointer(start: cell, count: parameters.statisticsCount), weight: weight)
  }

  private func statistics(_ cell: UnsafePointer<Double>) -> NodeStatistics {
    NodeStatistics(
      values: Array(UnsafeBufferPointer(start: cell, count: parameters.statisticsCount)), rawCount: rawCount(cell),
      impurity: parameters.impurity)
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
