import RedstartMLTrees
import RedstartTypes

extension NamedTree {
  /// The tree as lines of text, as `toDebugString` prints it, but with names.
  public var text: String {
    var out = ""
    func write(_ index: Int, _ indent: Int) {
      let node = tree.nodes[index]
      let margin = String(repeating: " ", count: indent)
      guard let split = node.split else {
        out += "\(margin)Predict: \(outcome(node.prediction))\n"
        return
      }
      out += "\(margin)If (\(condition(split, isLeft: true)))\n"
      write(node.left, indent + 1)
      out += "\(margin)Else (\(condition(split, isLeft: false)))\n"
      write(node.right, indent + 1)
    }
    if !tree.nodes.isEmpty { write(0, 0) }
    return out
  }

  /// `distance <= 500.5`, `carrier not in {AA, B6}`.
  func condition(_ split: TreeSplit, isLeft: Bool) -> String {
    let feature = features[split.feature]
    switch split {
    case .continuous(_, let threshold): return "\(feature.name) \(isLeft ? "<=" : ">") \(javaText(threshold))"
    case .categorical(_, let left, _):
      let categories = left.map { value in
        let index = Int(exactly: value) ?? -1
        guard let names = feature.categories, names.indices.contains(index) else { return javaText(value) }
        return names[index]
      }
      return "\(feature.name) \(isLeft ? "in" : "not in") {\(categories.joined(separator: ", "))}"
    }
  }

  /// The name of a predicted class, or the predicted number.
  private func outcome(_ prediction: Double) -> String {
    guard let index = Int(exactly: prediction), classes.indices.contains(index) else { return javaText(prediction) }
    return classes[index]
  }
}
