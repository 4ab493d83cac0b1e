/// A decision tree: its nodes in pre-order, the root first.
public struct DecisionTree: Sendable {
  /// A node; leaves have no split.
  public struct Node: Sendable {
    public var prediction: Double
    /// The impurity of its training rows; -1 for a leaf that had no valid split.
    public var impurity: Double
    /// Class weights, or weight, sum and sum of squares, of its training rows.
    public var statistics: [Double]
    /// How many training rows it has.
    public var rawCount: Int
    /// What the split gains; -1 for leaves.
    public var gain: Double
    public var split: TreeSplit?
    /// Positions of the children; -1 for leaves.
    public var left: Int
    public var right: Int

    public init(
      prediction: Double, impurity: Double, statistics: [Double], rawCount: Int, gain: Double = -1, split: TreeSplit? = nil,
      left: Int = -1, right: Int = -1
    ) {
      self.prediction = prediction
      self.impurity = impurity
      self.statistics = statistics
      self.rawCount = rawCount
      self.gain = gain
      self.split = split
      self.left = left
      self.right = right
    }

    public var isLeaf: Bool { split == nil }

    /// The variance of a regression tree's training rows, from the statistics: a leaf without a valid split has no impurity.
    var variance: Double {
      NodeStatistics(values: statistics, rawCount: Double(rawCount), impurity: .variance).calculate()
    }
  }

  public let nodes: [Node]
  public let featureCount: Int
  /// Whether the statistics are weight, sum and sum of squares instead of class weights.
  public let isRegression: Bool

  public init(nodes: [Node], featureCount: Int, isRegression: Bool) {
    self.nodes = nodes
    self.featureCount = featureCount
    self.isRegression = isRegression
  }

  /// The length of the longest path from the root; 0 for a lone leaf.
  public var depth: Int {
    func depth(_ node: Int) -> Int {
      nodes[node].isLeaf ? 0 : 1 + max(depth(nodes[node].left), depth(nodes[node].right))
    }
    return nodes.isEmpty ? 0 : depth(0)
  }

  /// The leaf that a row ends in.
  public func leaf(_ features: (Int) -> Double) -> Int {
    var node = 0
    while let split = nodes[node].split { node = split.goesLeft(features(split.feature)) ? nodes[node].left : nodes[node].right }
    return node
  }

  /// How much each feature gained over all splits, weighted by rows and scaled to a sum of 1; features that gained nothing are
  /// left out.
  public var featureImportances: [(feature: Int, importance: Double)] {
    var gains: [Int: Double] = [:]
    var order: [Int] = []
    for node in nodes {
      guard let split = node.split else { continue }
      // Variance keeps the weight first; class weights add up to it.
      let weight = isRegression ? node.statistics[0] : node.statistics.reduce(0, +)
      if gains[split.feature] == nil { order.append(split.feature) }
      gains[split.feature, default: 0] += node.gain * weight
    }
    let sorted = order.sorted()
    for _ in 0..<2 {
      // Once for the tree, once for the ensemble of one tree, as MLlib does.
      let total = sorted.reduce(0) { $0 + (gains[$1] ?? 0) }
      if total != 0 { for feature in sorted { gains[feature] = (gains[feature] ?? 0) / total } }
    }
    return sorted.map { ($0, gains[$0] ?? 0) }
  }
}
