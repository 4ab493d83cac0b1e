import RedstartDiagnostics
import RedstartExecution
import RedstartMemory
import Synchronization

/// Grows one decision tree, level by level.
///
/// Rows are binned once. Each node owns a range of the row numbers; its histogram is built from its rows, or is what its parent's
/// leaves after its smaller sibling's. Large nodes are cut into pieces that are counted in parallel. The result does not depend
/// on the number of threads.
public struct TreeGrower: Sendable {
  private let matrix: FeatureMatrix
  private let parameters: TreeParameters
  private let pool: WorkerPool
  private let checkCancelled: @Sendable () throws -> Void
  /// Rows of a piece.
  private static let pieceRows = 1 << 15

  public init(
    _ matrix: FeatureMatrix, _ parameters: TreeParameters, pool: WorkerPool,
    checkCancelled: @escaping @Sendable () throws -> Void = {}
  ) {
    self.matrix = matrix
    self.parameters = parameters
    self.pool = pool
    self.checkCancelled = checkCancelled
  }

  /// A node under construction.
  private struct Growing: Sendable {
    /// Its place in the list of nodes.
    let index: Int
    let depth: Int
    let rows: Range<Int>
    var histogram: Histogram?
  }

  /// The tree.
  /// - Throws: `DECISION_TREE_EMPTY_DATASET`, what binning throws, and `OPERATION_CANCELED`.
  public func grow() throws -> DecisionTree {
    guard matrix.rowCount > 0 else { throw SparkError("DECISION_TREE_EMPTY_DATASET") }
    let binned = try BinnedRows(matrix, parameters, pool: pool)
    let builder = HistogramBuilder(rows: binned, labels: matrix.labels, weights: matrix.weights, parameters: parameters)
    let finder = SplitFinder(
      builder: builder, parameters: parameters, minWeight: parameters.minWeightFractionPerNode * matrix.totalWeight)
    let order = Buffer(count: matrix.rowCount, of: Int32.self)
    for row in 0..<matrix.rowCount { order.mutable(Int32.self)[row] = Int32(truncatingIfNeeded: row) }
    let scratch = Buffer(count: matrix.rowCount, of: Int32.self)

    var nodes = [GrownNode(statistics: try total(builder, order))]
    var level = [Growing(index: 0, depth: 0, rows: 0..<matrix.rowCount)]
    while !level.isEmpty {
      try checkCancelled()
      try count(&level, builder, order)
      let decided = choose(level, nodes, finder)
      var next: [Growing] = []
      var splits: [(node: Growing, split: TreeSplit, leftCount: Int)] = []
      for (node, best) in zip(level, decided) {
        if best == nil { nodes[node.index].hasNoValidSplit = true }
        guard let best, best.gain > 0, node.depth < parameters.maxDepth else { continue }
        nodes[node.index].gain = best.gain
        nodes[node.index].split = best.split
        nodes[node.index].children = (nodes.count, nodes.count + 1)
        nodes.append(GrownNode(statistics: best.left))
        nodes.append(GrownNode(statistics: best.right))
        splits.append((node, best.split, Int(best.left.rawCount)))
      }
      partition(splits, binned, order, scratch)
      for (node, _, leftCount) in splits {
        guard let (left, right) = nodes[node.index].children, node.depth + 1 < parameters.maxDepth else { continue }
        let middle = node.rows.lowerBound + leftCount
        let sides = [
          Growing(index: left, depth: node.depth + 1, rows: node.rows.lowerBound..<middle),
          Growing(index: right, depth: node.depth + 1, rows: middle..<node.rows.upperBound),
        ]
        // A pure node needs no split.
        let open = sides.filter { abs(nodes[$0.index].impurity) >= Double.ulpOfOne }
        next += try withHistograms(open, sides, parent: node, builder, order)
      }
      level = next
    }
    return DecisionTree(
      nodes: GrownTree(nodes: nodes).finished(prune: parameters.prune), featureCount: matrix.featureCount,
      isRegression: !parameters.isClassification)
  }

  private func total(_ builder: HistogramBuilder, _ order: Buffer) throws -> NodeStatistics {
    let labels = matrix.labels.pointer(Double.self)
    let weights = matrix.weights?.pointer(Double.self)
    var values = [Double](repeating: 0, count: parameters.isClassification ? parameters.classCount : 3)
    for row in 0..<matrix.rowCount {
      let weight = weights.map { $0[row] } ?? 1
      if parameters.isClassification {
        values[Int(labels[row])] += weight
      } else {
        values[0] += weight
        values[1] += weight * labels[row]
        values[2] += weight * labels[row] * labels[row]
      }
    }
    return NodeStatistics(values: values, rawCount: Double(matrix.rowCount), impurity: parameters.impurity)
  }

  /// Builds the histograms that are missing, in pieces, on all threads.
  private func count(_ level: inout [Growing], _ builder: HistogramBuilder, _ order: Buffer) throws {
    var pieces: [(node: Int, rows: Range<Int>)] = []
    for (position, node) in level.enumerated() where node.histogram == nil {
      for start in stride(from: node.rows.lowerBound, to: node.rows.upperBound, by: Self.pieceRows) {
        pieces.append((position, start..<min(start + Self.pieceRows, node.rows.upperBound)))
      }
    }
    let work = pieces
    let counted = Mutex([Histogram?](repeating: nil, count: work.count))
    pool.run(count: work.count) { index in
      let histogram = builder.empty()
      let rows = work[index].rows
      builder.add(order.pointer(Int32.self) + rows.lowerBound, count: rows.count, to: histogram)
      counted.withLock { $0[index] = histogram }
      return true
    }
    // Pieces are added in their order, so that sums of doubles come out alike every time.
    for (index, histogram) in counted.withLock({ $0 }).enumerated() {
      guard let histogram else { continue }
      if let sum = level[work[index].node].histogram { sum.add(histogram) } else { level[work[index].node].histogram = histogram }
    }
  }

  private func choose(_ level: [Growing], _ nodes: [GrownNode], _ finder: SplitFinder) -> [BestSplit?] {
    let impurities = level.map { nodes[$0.index].impurity }
    let best = Mutex([BestSplit?](repeating: nil, count: level.count))
    pool.run(count: level.count) { index in
      guard let histogram = level[index].histogram else { return true }
      let found = finder.find(histogram, impurity: impurities[index])
      best.withLock { $0[index] = found }
      return true
    }
    return best.withLock { $0 }
  }

  /// Gives the larger of two siblings what the smaller one leaves of the parent's histogram.
  private func withHistograms(
    _ open: [Growing], _ sides: [Growing], parent: Growing, _ builder: HistogramBuilder, _ order: Buffer
  ) throws -> [Growing] {
    guard let parentHistogram = parent.histogram, !open.isEmpty else { return open }
    let smaller = sides[0].rows.count <= sides[1].rows.count ? 0 : 1
    // Counting the only open side costs no more when it is the smaller one.
    if open.count == 1, open[0].index == sides[smaller].index { return open }
    var counted = [sides[smaller]]
    try count(&counted, builder, order)
    guard let less = counted[0].histogram else { return open }
    parentHistogram.subtract(less)
    return open.map { node in
      var copy = node
      copy.histogram = node.index == sides[smaller].index ? less : parentHistogram
      return copy
    }
  }

  /// Orders the rows of each split node: left ones first, each side in its old order.
  private func partition(
    _ splits: [(node: Growing, split: TreeSplit, leftCount: Int)], _ binned: BinnedRows, _ order: Buffer, _ scratch: Buffer
  ) {
    pool.run(count: splits.count) { index in
      let (node, split, _) = splits[index]
      let goesLeft = split.leftBins(binned.features[split.feature])
      if binned.isWide {
        Self.partition(binned.bins.pointer(UInt16.self), binned.features.count, split.feature, goesLeft, node.rows, order, scratch)
      } else {
        Self.partition(binned.bins.pointer(UInt8.self), binned.features.count, split.feature, goesLeft, node.rows, order, scratch)
      }
      return true
    }
  }

  private static func partition<Bin: FixedWidthInteger>(
    _ bins: UnsafePointer<Bin>, _ stride: Int, _ feature: Int, _ goesLeft: [UInt8], _ range: Range<Int>, _ order: Buffer,
    _ scratch: Buffer
  ) {
    let rows = order.mutable(Int32.self) + range.lowerBound
    let rest = scratch.mutable(Int32.self) + range.lowerBound
    var left = 0
    var right = 0
    goesLeft.withUnsafeBufferPointer { goesLeft in
      for index in 0..<range.count {
        let row = rows[index]
        let isLeft = Int(goesLeft[Int(bins[Int(row) &* stride &+ feature])])
        rows[left] = row
        rest[right] = row
        left &+= isLeft
        right &+= 1 &- isLeft
      }
    }
    (rows + left).update(from: rest, count: right)
  }
}

/// A node while its tree grows.
struct GrownNode: Sendable {
  let statistics: NodeStatistics
  let impurity: Double
  var gain = -1.0
  var split: TreeSplit?
  var children: (Int, Int)?
  /// Whether it was looked at in vain; MLlib marks such leaves with an impurity of -1.
  var hasNoValidSplit = false

  init(statistics: NodeStatistics) {
    self.statistics = statistics
    impurity = statistics.calculate()
  }
}
