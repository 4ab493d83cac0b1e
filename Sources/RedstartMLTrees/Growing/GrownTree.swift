/// The nodes of a tree that has stopped growing, in order of their making.
struct GrownTree {
  let nodes: [GrownNode]

  /// The nodes in pre-order. With `prune`, sibling leaves of the same prediction become one leaf, from the bottom up.
  func finished(prune: Bool) -> [DecisionTree.Node] { write(0, prune) }

  private func write(_ index: Int, _ prune: Bool) -> [DecisionTree.Node] {
    let node = nodes[index]
    let isValid = !node.hasNoValidSplit
    var own = DecisionTree.Node(
      prediction: node.statistics.prediction, impurity: isValid ? node.impurity : -1, statistics: node.statistics.values,
      rawCount: Int(node.statistics.rawCount))
    guard let (leftIndex, rightIndex) = node.children else { return [own] }
    let left = write(leftIndex, prune)
    let right = write(rightIndex, prune)
    if prune, left.count == 1, right.count == 1, left[0].prediction == right[0].prediction {
      own.prediction = left[0].prediction
      return [own]
    }
    own.gain = node.gain
    own.split = node.split
    own.left = 1
    own.right = 1 + left.count
    return [own] + left.map { $0.moved(by: 1) } + right.map { $0.moved(by: 1 + left.count) }
  }
}

extension DecisionTree.Node {
  /// The same node with its children's positions shifted.
  fileprivate func moved(by offset: Int) -> DecisionTree.Node {
    guard !isLeaf else { return self }
    var copy = self
    copy.left += offset
    copy.right += offset
    return copy
  }
}
