import RedstartMemory

/// What all nodes of a growing tree share. Rows stand in one of two places and move to the other when their node is split.
struct Growth: Sendable {
  let binned: BinnedRows
  let builder: HistogramBuilder
  let finder: SplitFinder
  let parameters: TreeParameters
  let tasks: FitTasks
  /// Whether a child's histogram is taken from its parent's.
  let keepsParents: Bool
  /// Where the rows of nodes at odd depths stand.
  private let second: Buffer

  init(_ binned: BinnedRows, _ builder: HistogramBuilder, _ finder: SplitFinder, _ tasks: FitTasks, keepsParents: Bool) {
    self.binned = binned
    self.builder = builder
    self.finder = finder
    self.parameters = builder.parameters
    self.tasks = tasks
    self.keepsParents = keepsParents
    second = Buffer(byteCount: binned.rows.byteCount)
  }

  /// Where a row of a node of that depth stands.
  func row(_ number: Int, depth: Int) -> UnsafeMutableRawPointer {
    (depth & 1 == 0 ? binned.rows : second).base + number * binned.layout.stride
  }

  /// The statistics of those rows.
  func count(_ rows: Range<Int>, depth: Int) -> Histogram {
    let histogram = builder.empty()
    builder.add(row(rows.lowerBound, depth: depth), count: rows.count, to: histogram)
    return histogram
  }

  /// Splits a node if that is worth it: adds its children to the nodes.
  func split(_ node: OpenNode, _ best: BestSplit?, _ nodes: inout [GrownNode]) -> SplitNode? {
    if best == nil { nodes[node.index].hasNoValidSplit = true }
    guard let best, best.gain > 0, node.depth < parameters.maxDepth else { return nil }
    let children = (left: nodes.count, right: nodes.count + 1)
    nodes[node.index].gain = best.gain
    nodes[node.index].split = best.split
    nodes[node.index].children = children
    nodes.append(GrownNode(statistics: best.left))
    nodes.append(GrownNode(statistics: best.right))
    var result = SplitNode(node: node, split: best.split, leftCount: Int(best.left.rawCount))
    result.left = open(children.left, node.rows.lowerBound..<result.middle, node.depth + 1, nodes)
    result.right = open(children.right, result.middle..<node.rows.upperBound, node.depth + 1, nodes)
    return result
  }

  /// A child, unless it stays a leaf: it is pure or at the greatest depth.
  private func open(_ index: Int, _ rows: Range<Int>, _ depth: Int, _ nodes: [GrownNode]) -> OpenNode? {
    guard depth < parameters.maxDepth, abs(nodes[index].impurity) >= Double.ulpOfOne else { return nil }
    return OpenNode(index: index, depth: depth, rows: rows)
  }

  /// Grows a node to its leaves, depth first, on the calling thread: its rows stay in the cache.
  func growToLeaves(_ node: OpenNode, _ nodes: inout [GrownNode]) throws {
    try tasks.checkCancelled()
    var node = node
    let histogram = node.histogram ?? count(node.rows, depth: node.depth)
    node.histogram = keepsParents ? histogram : nil
    let best = finder.find(histogram, impurity: nodes[node.index].impurity)
    guard var split = split(node, best, &nodes), split.hasChildren else { return }
    RowPartition(split.split, binned).move(
      row(node.rows.lowerBound, depth: node.depth), count: node.rows.count,
      left: row(node.rows.lowerBound, depth: node.depth + 1), right: row(split.middle, depth: node.depth + 1))
    if keepsParents { split.share(count(split.smaller, depth: node.depth + 1)) }
    if let left = split.left { try growToLeaves(left, &nodes) }
    if let right = split.right { try growToLeaves(right, &nodes) }
  }
}
