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

  /// The best split; nil when none is allowed.
  func find(_ histogram: Histogram, impurity: Double) -> BestSplit? {
    var best: BestSplit?
    for (feature, kind) in builder.rows.features.enumerated() where kind.splitCount > 0 {
      let cells = (0..<kind.binCount).map { builder.statistics(histogram, cell: builder.rows.cellOffsets[feature] + $0) }
      let candidate: BestSplit?
      switch kind {
      case .continuous(let thresholds):
        candidate = cumulative(cells, impurity) { .continuous(feature: feature, threshold: thresholds[$0]) }
      case .ordered(let categories):
        let order = (0..<categories).map { ($0, centroid(cells[$0])) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
        candidate = cumulative(order.map { cells[$0] }, impurity) { last in
          .categorical(feature: feature, left: order[0...last].map(Double.init), categories: categories)
        }
      case .unordered(let categories): candidate = subsets(feature, cells, categories, impurity)
      }
      if let candidate, candidate.gain > best?.gain ?? -.infinity { best = candidate }
    }
    return best
  }

  /// Splits after each of the bins but the last.
  private func cumulative(_ cells: [NodeStatistics], _ impurity: Double, _ split: (Int) -> TreeSplit) -> BestSplit? {
    var total = cells[0]
    for cell in cells.dropFirst() { total.add(cell) }
    var left: NodeStatistics?
    var best: (index: Int, gain: Double, left: NodeStatistics, right: NodeStatistics)?
    for index in 0..<(cells.count - 1) {
      if left == nil { left = cells[0] } else { left?.add(cells[index]) }
      guard let side = left else { continue }
      let right = total.subtracting(side)
      guard let gain = gain(side, right, impurity) else { continue }
      if gain > best?.gain ?? -.infinity { best = (index, gain, side, right) }
    }
    return best.map { BestSplit(split: split($0.index), gain: $0.gain, left: $0.left, right: $0.right) }
  }

  /// All ways to send some categories left; subset `n` has the categories of the bits of `n`.
  private func subsets(_ feature: Int, _ cells: [NodeStatistics], _ categories: Int, _ impurity: Double) -> BestSplit? {
    var total = cells[0]
    for cell in cells.dropFirst() { total.add(cell) }
    var best: BestSplit?
    for subset in 1..<(1 << (categories - 1)) {
      // MLlib lists a subset's categories from the highest down.
      let members = (0..<categories).reversed().filter { subset >> $0 & 1 == 1 }
      var left = cells[members[0]]
      for member in members.dropFirst() { left.add(cells[member]) }
      let right = total.subtracting(left)
      guard let gain = gain(left, right, impurity), gain > best?.gain ?? -.infinity else { continue }
      best = BestSplit(
        split: .categorical(feature: feature, left: members.map(Double.init), categories: categories), gain: gain, left: left,
        right: right)
    }
    return best
  }

  /// Where a category stands in the order of an ordered feature; empty ones come last.
  private func centroid(_ cell: NodeStatistics) -> Double {
    if cell.weight == 0 { return .greatestFiniteMagnitude }
    if parameters.isMulticlass { return cell.calculate() }
    if parameters.isClassification { return cell.values[1] / cell.weight }
    return cell.prediction
  }

  /// What a split gains; nil when a side is too small or the gain too low.
  private func gain(_ left: NodeStatistics, _ right: NodeStatistics, _ impurity: Double) -> Double? {
    if left.rawCount < Double(parameters.minInstancesPerNode) || right.rawCount < Double(parameters.minInstancesPerNode) {
      return nil
    }
    let (leftWeight, rightWeight) = (left.weight, right.weight)
    if leftWeight < minWeight || rightWeight < minWeight { return nil }
    let total = leftWeight + rightWeight
    let gain = impurity - leftWeight / total * left.calculate() - rightWeight / total * right.calculate()
    return gain < parameters.minInfoGain ? nil : gain
  }
}
