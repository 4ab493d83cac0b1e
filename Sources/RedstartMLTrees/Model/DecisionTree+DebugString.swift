import RedstartTypes

extension DecisionTree {
  /// The tree as `toDebugString` prints it, without its header line.
  public var debugText: String {
    var text = ""
    func write(_ index: Int, _ indent: Int) {
      let node = nodes[index]
      let margin = String(repeating: " ", count: indent)
      guard let split = node.split else {
        text += "\(margin)Predict: \(javaText(node.prediction))\n"
        return
      }
      text += "\(margin)If (\(Self.condition(split, isLeft: true)))\n"
      write(node.left, indent + 1)
      text += "\(margin)Else (\(Self.condition(split, isLeft: false)))\n"
      write(node.right, indent + 1)
    }
    if !nodes.isEmpty { write(0, 2) }
    return text
  }

  /// `feature 0 <= 0.5`, `feature 1 not in {0.0,2.0}`.
  public static func condition(_ split: TreeSplit, isLeft: Bool) -> String {
    switch split {
    case .continuous(let feature, let threshold): return "feature \(feature) \(isLeft ? "<=" : ">") \(javaText(threshold))"
    case .categorical(let feature, let left, _):
      let categories = left.map { javaText($0) }.joined(separator: ",")
      return "feature \(feature) \(isLeft ? "in" : "not in") {\(categories)}"
    }
  }
}
