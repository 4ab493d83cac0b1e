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
    /// The rows to count: its own, or its sibling's when ``parent`` is known.
    var counted: Range<Int>
    /// The parent's histogram, from which the sibling's is taken away.
    var parent: Histogram?
    var histogram: Histogram?
  }

  /// A node that is split, and what it is split by.
  private struct Splitting: Sendable {
    let node: Growing
    let best: BestSplit
    var leftCount: Int { Int(best.left.rawCount) }
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
    // Nodes of a step, as many as their histograms fit into memory.
    let stepNodes = max(1, parameters.maxMemory / max(1, builder.cellSize * binned.cellCount * 8))

    let all = 0..<matrix.rowCount
    var nodes = [GrownNode(statistics: total())]
    var level = [Growing(index: 0, depth: 0, rows: all, counted: all)]
    while !level.isEmpty {
      var next: [Growing] = []
      // Parents whose children need more room than there is are forgotten: their children are counted both.
      let keepsParents = builder.isExact && level.count * 2 <= stepNodes
      for start in stride(from: 0, to: level.count, by: stepNodes) {
        try checkCancelled()
        var step = Array(level[start..<min(start + stepNodes, level.count)])
        count(&step, builder, order)
        let splits = split(step, choose(step, nodes, finder), &nodes)
        partition(splits, binned, order, scratch)
        for splitting in splits { next += children(of: splitting, nodes, keepsParents: keepsParents) }
      }
      level = next
    }
    return DecisionTree(
      nodes: GrownTree(nodes: nodes).finished(prune: parameters.prune), featureCount: matrix.featureCount,
      isRegression: !parameters.isClassification)
  }

  private func total() -> NodeStatistics {
    let labels = matrix.labels.pointer(Double.self)
    let weights = matrix.weights?.pointer(Double.self)
    var values = [Double](repeating: 0, count: parameters.statisticsCount)
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

  /// Builds the histograms of a step, in pieces, on all threads.
  private func count(_ step: inout [Growing], _ builder: HistogramBuilder, _ order: Buffer) {
    var ranges: [Int: Int] = [:]
    var pieces: [(range: Int, rows: Range<Int>)] = []
    for node in step where ranges[node.counted.lowerBound] == nil {
      let range = ranges.count
      ranges[node.counted.lowerBound] = range
      for start in stride(from: node.counted.lowerBound, to: node.counted.upperBound, by: Self.pieceRows) {
        pieces.append((range, start..<min(start + Self.pieceRows, node.counted.upperBound)))
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
    var sums = [Histogram?](repeating: nil, count: ranges.count)
    for (index, histogram) in counted.withLock({ $0 }).enumerated() {
      guard let histogram else { continue }
      let range = work[index].range
      if let sum = sums[range] { sum.add(histogram) } else { sums[range] = histogram }
    }
    for position in step.indices {
      let node = step[position]
      guard let range = ranges[node.counted.lowerBound], let sum = sums[range] else { continue }
      if let parent = node.parent {
        parent.subtract(sum)
        step[position].histogram = parent
        step[position].parent = nil
      } else {
        step[position].histogram = sum
      }
    }
  }

  private func choose(_ step: [Growing], _ nodes: [GrownNode], _ finder: SplitFinder) -> [BestSplit?] {
    let impurities = step.map { nodes[$0.index].impurity }
    let best = Mutex([BestSplit?](repeating: nil, count: step.count))
    pool.run(count: step.count) { index in
      guard let histogram = step[index].histogram else { return true }
      let found = finder.find(histogram, impurity: impurities[index])
      best.withLock { $0[index] = found }
      return true
    }
    return best.withLock { $0 }
  }

  /// Adds the children of the nodes that are worth splitting.
  private func split(_ step: [Growing], _ found: [BestSplit?], _ nodes: inout [GrownNode]) -> [Splitting] {
    var splits: [Splitting] = []
    for (node, best) in zip(step, found) {
      if best == nil { nodes[node.index].hasNoValidSplit = true }
      guard let best, best.gain > 0, node.depth < parameters.maxDepth else { continue }
      nodes[node.index].gain = best.gain
      nodes[node.index].split = best.split
      nodes[node.index].children = (nodes.count, nodes.count + 1)
      nodes.append(GrownNode(statistics: best.left))
      nodes.append(GrownNode(statistics: best.right))
      splits.append(Splitting(node: node, best: best))
    }
    return splits
  }

  /// The children to look at: those that are not pure and not at the greatest depth.
  private func children(of splitting: Splitting, _ nodes: [GrownNode], keepsParents: Bool) -> [Growing] {
    let node = splitting.node
    guard let (left, right) = nodes[node.index].children, node.depth + 1 < parameters.maxDepth else { return [] }
    let middle = node.rows.lowerBound + splitting.leftCount
    let ranges = [node.rows.lowerBound..<middle, middle..<node.rows.upperBound]
    let smaller = ranges[0].count <= ranges[1].count ? 0 : 1
    var result: [Growing] = []
    for (side, index) in [left, right].enumerated() where abs(nodes[index].impurity) >= Double.ulpOfOne {
      var child = Growing(index: index, depth: node.depth + 1, rows: ranges[side], counted: ranges[side])
      if keepsParents, side != smaller {
        child.counted = ranges[smaller]
        child.parent = node.histogram
      }
      result.append(child)
    }
    return result
  }

  /// Orders the rows of each split node: left ones first, each side in its old order.
  private func partition(_ splits: [Splitting], _ binned: BinnedRows, _ order: Buffer, _ scratch: Buffer) {
    let features = binned.features.count
    pool.run(count: splits.count) { index in
      let (rows, split) = (splits[index].node.rows, splits[index].best.split)
      let goesLeft = split.leftBins(binned.features[split.feature])
      if binned.isWide {
        Self.partition(binned.bins.pointer(UInt16.self) + split.feature, features, goesLeft, rows, order, scratch)
      } else {
        Self.partition(binned.bins.pointer(UInt8.self) + split.feature, features, goesLeft, rows, order, scratch)
      }
      return true
    }
  }

  private static func partition<Bin: FixedWidthInteger>(
    _ bins: UnsafePointer<Bin>, _ stride: Int, _ goesLeft: [UInt8], _ range: Range<Int>, _ order: Buffer, _ scratch: Buffer
  ) {
    let rows = order.mutable(Int32.self) + range.lowerBound
    let rest = scratch.mutable(Int32.self) + range.lowerBound
    var left = 0
    var right = 0
    goesLeft.withUnsafeBufferPointer { goesLeft in
      for index in 0..<range.count {
        let row = rows[index]
        let isLeft = Int(goesLeft[Int(bins[Int(row) &* stride])])
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
