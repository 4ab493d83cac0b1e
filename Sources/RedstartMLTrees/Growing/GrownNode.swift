/// A node while its tree grows.
struct GrownNode: Sendable {
  let statistics: NodeStatistics
  let impurity: Double
  var gain = -1.0
  var split: TreeSplit?
  /// Places in the list of nodes.
  var children: (left: Int, right: Int)?
  /// Whether it was looked at in vain; MLlib marks such leaves with an impurity of -1.
  var hasNoValidSplit = false

  init(statistics: NodeStatistics) {
    self.statistics = statistics
    impurity = statistics.calculate()
  }
}

/// A node whose split is still to be found.
struct OpenNode: Sendable {
  /// Its place in the list of nodes.
  var index: Int
  let depth: Int
  /// Where its rows stand.
  let rows: Range<Int>
  /// Its statistics, once they are known.
  var histogram: Histogram?

}

/// A node that was split, with its children that are to be split, too.
struct SplitNode: Sendable {
  let node: OpenNode
  let split: TreeSplit
  /// Rows that go left.
  let leftCount: Int
  var left: OpenNode?
  var right: OpenNode?

  var middle: Int { node.rows.lowerBound + leftCount }
  /// The rows of the child that has fewer.
  var smaller: Range<Int> { isLeftSmaller ? node.rows.lowerBound..<middle : middle..<node.rows.upperBound }
  var isLeftSmaller: Bool { leftCount * 2 <= node.rows.count }
  var hasChildren: Bool { left != nil || right != nil }
  /// Whether the child of more rows is to be split.
  var needsLarger: Bool { (isLeftSmaller ? right : left) != nil }

  /// Gives the children their histograms, when the smaller one's is counted: the parent's less that is the larger one's.
  mutating func share(_ counted: Histogram) {
    if needsLarger { node.histogram?.subtract(counted) }
    let sides: (Histogram?, Histogram?) = isLeftSmaller ? (counted, node.histogram) : (node.histogram, counted)
    left?.histogram = sides.0
    right?.histogram = sides.1
  }
}
