import Foundation
import RedstartMLTrees
import RedstartTypes

/// The nodes of a tree that a page draws, as the JSON that its script reads.
struct DrawnTree {
  private let named: NamedTree
  private let rowName: String
  /// Places of the drawn nodes in the tree, in its order.
  private let drawn: [Int]
  /// The classes with a colour of their own; the last one may stand for all others.
  private let classes: [Int]

  /// Bounds on what goes into a page.
  private static let (classLimit, categoryLimit, pickLimit, nameLength) = (8, 2000, 200, 60)

  init(_ named: NamedTree, rowName: String, limit: Int) {
    self.named = named
    self.rowName = rowName
    let nodes = named.tree.nodes
    if nodes.count <= limit {
      drawn = Array(nodes.indices)
    } else {
      // A parent has at least the rows of its children, and stands before them: it is taken first.
      let inner = nodes.indices.filter { !nodes[$0].isLeaf }.sorted { (-nodes[$0].rawCount, $0) < (-nodes[$1].rawCount, $1) }
      let opened = inner.prefix(max(0, (limit - 1) / 2))
      drawn = ([0] + opened.flatMap { [nodes[$0].left, nodes[$0].right] }).sorted()
    }
    let all = Array(named.classes.indices)
    if all.count <= Self.classLimit {
      classes = all
    } else {
      let weights = nodes.first?.statistics ?? []
      classes = Array(all.sorted { (-weights[$0], $0) < (-weights[$1], $1) }.prefix(Self.classLimit - 1)).sorted()
    }
  }

  var hasOthers: Bool { classes.count < named.classes.count }
  /// How many nodes are left out.
  var cutCount: Int { named.tree.nodes.count - drawn.count }

  /// The names of what has a colour.
  var classNames: [String] {
    classes.map { Figure.clipped(named.classes[$0], Self.nameLength) }
      + (hasOthers ? ["\(named.classes.count - classes.count) other classes"] : [])
  }

  /// How deep the tree is unfolded at first: as far as four levels, which fit side by side into a window.
  private var levels: Int { min(3, named.tree.depth) }

  var json: JSONValue {
    let tree = named.tree
    let used = Array(Set(tree.nodes.compactMap { $0.split?.feature })).sorted()
    let place = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    let position = Dictionary(uniqueKeysWithValues: drawn.enumerated().map { ($1, $0) })
    let below = cutBelow(position)
    let values = tree.nodes.map(\.prediction).filter(\.isFinite)
    return .object([
      "rows": .string(rowName), "impurity": .string(named.impurity), "size": .integer(Int64(tree.nodes.count)),
      "levels": .integer(Int64(levels)),
      "classes": named.classes.isEmpty ? .null : .array(classNames.map { .string($0) }),
      "low": .double(values.min() ?? 0), "high": .double(values.max() ?? 0),
      "features": .array(used.map { feature($0) }),
      "nodes": .array(drawn.map { node($0, position, place, below[$0] ?? 0) }),
    ])
  }

  private func feature(_ index: Int) -> JSONValue {
    let feature = named.features[index]
    var members = [JSONMember("name", .string(Figure.clipped(feature.name, Self.nameLength)))]
    if let categories = feature.categories {
      let names = categories.prefix(Self.categoryLimit).map { JSONValue.string(Figure.clipped($0, Self.nameLength)) }
      members.append(JSONMember("values", .array(names)))
    }
    return .object(members)
  }

  /// For drawn nodes without their children how many nodes lie below them.
  private func cutBelow(_ position: [Int: Int]) -> [Int: Int] {
    guard cutCount > 0 else { return [:] }
    let nodes = named.tree.nodes
    var sizes = [Int](repeating: 1, count: nodes.count)
    for index in nodes.indices.reversed() where !nodes[index].isLeaf {
      sizes[index] += sizes[nodes[index].left] + sizes[nodes[index].right]
    }
    var result: [Int: Int] = [:]
    for index in drawn where !nodes[index].isLeaf && position[nodes[index].left] == nil { result[index] = sizes[index] - 1 }
    return result
  }

  private func node(_ index: Int, _ position: [Int: Int], _ place: [Int: Int], _ cut: Int) -> JSONValue {
    let node = named.tree.nodes[index]
    let total = named.tree.isRegression ? node.statistics.first ?? 0 : node.statistics.reduce(0, +)
    var members = [
      JSONMember("count", .double(node.rawCount >= 0 ? Double(node.rawCount) : total)),
      JSONMember("impurity", .double(node.impurity >= 0 ? node.impurity : impurity(node.statistics))),
    ]
    if named.tree.isRegression {
      members.append(JSONMember("prediction", .double(node.prediction)))
    } else {
      var weights = classes.map { node.statistics[$0] }
      if hasOthers { weights.append(total - weights.reduce(0, +)) }
      members.append(JSONMember("weights", .array(weights.map { .double($0) })))
      let predicted = Int(exactly: node.prediction) ?? 0
      members.append(JSONMember("prediction", .integer(Int64(classes.firstIndex(of: predicted) ?? classes.count))))
      if !classes.contains(predicted), named.classes.indices.contains(predicted) {
        members.append(JSONMember("answer", .string(Figure.clipped(named.classes[predicted], Self.nameLength))))
        members.append(JSONMember("share", .double(total == 0 ? 0 : node.statistics[predicted] / total)))
      }
    }
    if cut > 0 { members.append(JSONMember("cut", .integer(Int64(cut)))) }
    if let split = node.split, let left = position[node.left], let right = position[node.right] {
      members += [
        JSONMember("gain", .double(node.gain)), JSONMember("left", .integer(Int64(left))),
        JSONMember("right", .integer(Int64(right))), JSONMember("split", question(split, place[split.feature] ?? 0)),
      ]
    }
    return .object(members)
  }

  private func question(_ split: TreeSplit, _ feature: Int) -> JSONValue {
    switch split {
    case .continuous(_, let threshold): return .object(["feature": .integer(Int64(feature)), "threshold": .double(threshold)])
    case .categorical(_, let left, let categories):
      // The smaller side is named; values that are no category go to the other one, as in MLlib.
      let inside = left.count <= categories / 2
      let members = Set(left)
      let named = inside ? left : (0..<categories).map(Double.init).filter { !members.contains($0) }
      return .object([
        "feature": .integer(Int64(feature)), "inside": .boolean(inside), "of": .integer(Int64(categories)),
        "picks": .array(named.prefix(Self.pickLimit).map { .integer(Int64($0)) }),
        "more": .integer(Int64(max(0, named.count - Self.pickLimit))),
      ])
    }
  }

  /// The impurity of a leaf that has none of its own.
  private func impurity(_ statistics: [Double]) -> Double {
    if named.tree.isRegression {
      guard statistics.count == 3, statistics[0] > 0 else { return 0 }
      let mean = statistics[1] / statistics[0]
      return max(0, statistics[2] / statistics[0] - mean * mean)
    }
    let total = statistics.reduce(0, +)
    guard total > 0 else { return 0 }
    let shares = statistics.map { $0 / total }.filter { $0 > 0 }
    return named.impurity == "entropy"
      ? -shares.reduce(0) { $0 + $1 * log2($1) } : 1 - shares.reduce(0) { $0 + $1 * $1 }
  }
}
