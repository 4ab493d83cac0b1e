import RedstartDiagnostics
import RedstartMemory

/// Grows one decision tree.
///
/// Rows are binned once and stand together by node. A node's histogram is built from its rows, or is what its parent's leaves after
/// its smaller sibling's. Large nodes are worked on level by level, each by all threads; a node of few rows is grown to its
/// leaves by one thread. The result does not depend on the number of threads.
public struct TreeGrower: Sendable {
  private let matrix: FeatureMatrix
  private let parameters: TreeParameters
  private let tasks: FitTasks
  /// Most rows of a node that one thread grows to its leaves.
  private let fewRows: Int

  public init(_ matrix: FeatureMatrix, _ parameters: TreeParameters, _ tasks: FitTasks, fewRows: Int = 1 << 15) {
    self.matrix = matrix
    self.parameters = parameters
    self.tasks = tasks
    self.fewRows = fewRows
  }

  /// The tree.
  /// - Throws: `DECISION_TREE_EMPTY_DATASET`, what binning throws, `UNABLE_TO_ACQUIRE_MEMORY` and `OPERATION_CANCELED`.
  public func grow() throws -> DecisionTree {
    guard matrix.rowCount > 0 else { throw SparkError("DECISION_TREE_EMPTY_DATASET") }
    try tasks.reserve(neededBytes)
    let binned = try BinnedRows(matrix, parameters, tasks)
    let builder = HistogramBuilder(binned, parameters, isExact: matrix.hasExactSums(parameters))
    let finder = SplitFinder(
      builder: builder, parameters: parameters, minWeight: parameters.minWeightFractionPerNode * matrix.totalWeight)
    // Histograms that fit into memory at once; one node is always worked on.
    let limit = max(1, parameters.maxMemory / max(1, builder.byteCount))
    let deep = deepHistograms
    let keepsParents = builder.isExact && deep + 2 * (matrix.rowCount / fewRows) <= limit
    let growth = Growth(binned, builder, finder, tasks, keepsParents: keepsParents)
    let pieceRows = max(fewRows, matrix.rowCount / min(64, limit))

    var nodes = [GrownNode(statistics: total())]
    var level = [OpenNode(index: 0, depth: 0, rows: 0..<matrix.rowCount)]
    var small: [OpenNode] = []
    if matrix.rowCount <= fewRows { swap(&level, &small) }
    while !level.isEmpty {
      var next: [OpenNode] = []
      for start in stride(from: 0, to: level.count, by: limit) {
        let step = Array(level[start..<min(start + limit, level.count)])
        next += try growth.growTogether(step, pieceRows: pieceRows, &nodes)
      }
      level = next.filter { $0.rows.count > fewRows }
      small += next.filter { $0.rows.count <= fewRows }
      // What waits for its thread keeps no more histograms than there is room for.
      for index in small.indices.dropFirst(limit) { small[index].histogram = nil }
    }
    try growth.growSeparately(small, &nodes)
    return DecisionTree(
      nodes: GrownTree(nodes: nodes).finished(prune: parameters.prune), featureCount: matrix.featureCount,
      isRegression: !parameters.isClassification)
  }

  /// Histograms that threads hold on their way to the deepest leaves.
  private var deepHistograms: Int { tasks.pool.threadCount * 2 * (parameters.maxDepth + 1) }

  /// What growing takes at most: two places for the binned rows, and histograms. What thresholds take is little.
  private var neededBytes: Int {
    let cell = max(4 * parameters.classCount, 8 * (parameters.statisticsCount + 1))
    let histogram = matrix.featureCount * parameters.possibleBins(rows: matrix.rowCount) * cell
    let histograms = max(histogram, min(parameters.maxMemory, 4 * deepHistograms * histogram))
    return 2 * matrix.rowCount * RowLayout(matrix, parameters).stride + histograms
  }

  private func total() -> NodeStatistics {
    let labels = matrix.labels.pointer(Double.self)
    let weights = matrix.weights?.pointer(Double.self)
    var values = [Double](repeating: 0, count: parameters.statisticsCount)
    values.withUnsafeMutableBufferPointer { values in
      for row in 0..<matrix.rowCount {
        let weight = weights?[row] ?? 1
        if parameters.isClassification {
          values[Int(labels[row])] += weight
        } else {
          values[0] += weight
          values[1] += weight * labels[row]
          values[2] += weight * labels[row] * labels[row]
        }
      }
    }
    return NodeStatistics(values: values, rawCount: Double(matrix.rowCount), impurity: parameters.impurity)
  }
}

extension Growth {
  /// Finds the splits of nodes of many rows and makes them, with all threads.
  /// - Returns: the children that are to be split.
  func growTogether(_ step: [OpenNode], pieceRows: Int, _ nodes: inout [GrownNode]) throws -> [OpenNode] {
    var step = step
    let missing = step.indices.filter { step[$0].histogram == nil }
    let counted = try count(missing.map { step[$0].rows }, depth: step[0].depth, pieceRows: pieceRows)
    for (index, histogram) in zip(missing, counted) { step[index].histogram = histogram }
    let (open, impurities) = (step, step.map { nodes[$0.index].impurity })
    let best = try tasks.map(open.count) { index -> BestSplit? in
      open[index].histogram.flatMap { finder.find($0, impurity: impurities[index]) }
    }
    if !keepsParents { for index in step.indices { step[index].histogram = nil } }
    var splits = zip(step, best).compactMap { split($0, $1, &nodes) }.filter(\.hasChildren)
    try move(splits, pieceRows: pieceRows)
    if keepsParents {
      let smaller = try count(splits.map(\.smaller), depth: step[0].depth + 1, pieceRows: pieceRows)
      for (index, histogram) in smaller.enumerated() { splits[index].share(histogram) }
    }
    return splits.flatMap { [$0.left, $0.right].compactMap { $0 } }
  }

  /// The statistics of several runs of rows, in pieces.
  private func count(_ runs: [Range<Int>], depth: Int, pieceRows: Int) throws -> [Histogram] {
    let pieces = Self.pieces(runs, pieceRows)
    let counted = try tasks.map(pieces.count) { count(pieces[$0].rows, depth: depth) }
    // Pieces are added in their order, so that sums of doubles come out alike every time.
    var result: [Histogram] = []
    for (piece, histogram) in zip(pieces, counted) {
      if piece.run == result.count { result.append(histogram) } else { result[piece.run].add(histogram) }
    }
    return result
  }

  private func move(_ splits: [SplitNode], pieceRows: Int) throws {
    let pieces = Self.pieces(splits.map(\.node.rows), pieceRows)
    let partitions = splits.map { RowPartition($0.split, binned) }
    let leftCounts = try tasks.map(pieces.count) { index in
      let (piece, depth) = (pieces[index], splits[pieces[index].run].node.depth)
      return partitions[piece.run].leftCount(row(piece.rows.lowerBound, depth: depth), count: piece.rows.count)
    }
    // Where the left and the right rows of each piece begin.
    var starts: [(left: Int, right: Int)] = []
    for (index, piece) in pieces.enumerated() {
      if let last = starts.last, pieces[index - 1].run == piece.run {
        let before = leftCounts[index - 1]
        starts.append((last.left + before, last.right + pieces[index - 1].rows.count - before))
      } else {
        starts.append((splits[piece.run].node.rows.lowerBound, splits[piece.run].middle))
      }
    }
    let targets = starts
    try tasks.run(pieces.count) { index in
      let (piece, depth) = (pieces[index], splits[pieces[index].run].node.depth)
      partitions[piece.run].move(
        row(piece.rows.lowerBound, depth: depth), count: piece.rows.count, left: row(targets[index].left, depth: depth + 1),
        right: row(targets[index].right, depth: depth + 1))
    }
  }

  /// The runs cut into pieces, each with the number of its run.
  private static func pieces(_ runs: [Range<Int>], _ pieceRows: Int) -> [(run: Int, rows: Range<Int>)] {
    runs.enumerated().flatMap { run, rows in
      stride(from: rows.lowerBound, to: rows.upperBound, by: pieceRows).map {
        (run: run, rows: $0..<min($0 + pieceRows, rows.upperBound))
      }
    }
  }

  /// Grows nodes of few rows to their leaves, each on one thread.
  func growSeparately(_ open: [OpenNode], _ nodes: inout [GrownNode]) throws {
    let roots = open.map { nodes[$0.index] }
    // Large ones first, so that no thread is left with a large one at the end.
    let order = open.indices.sorted { open[$0].rows.count > open[$1].rows.count }
    let grown = try tasks.map(order.count) { number in
      var (root, own) = (open[order[number]], [roots[order[number]]])
      root.index = 0
      try growToLeaves(root, &own)
      return own
    }
    for (number, own) in zip(order, grown) {
      // The root takes its old place, the others come to the end.
      let base = nodes.count - 1
      let moved = own.map { node in
        var copy = node
        copy.children = node.children.map { ($0.left + base, $0.right + base) }
        return copy
      }
      nodes[open[number].index] = moved[0]
      nodes += moved.dropFirst()
    }
  }
}

extension FeatureMatrix {
  /// Whether all sums of a node's statistics are whole numbers that doubles hold exactly.
  func hasExactSums(_ parameters: TreeParameters) -> Bool {
    if parameters.isClassification, weights == nil { return true }
    let weight = weights?.pointer(Double.self)
    let label = labels.pointer(Double.self)
    var largest = 0.0
    for row in 0..<rowCount {
      let own = weight?[row] ?? 1
      let value = parameters.isClassification ? 1 : label[row]
      if own.rounded() != own || value.rounded() != value { return false }
      largest += own * max(1, value * value)
    }
    return largest < 0x1p53
  }
}
