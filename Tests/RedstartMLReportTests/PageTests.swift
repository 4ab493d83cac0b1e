import Foundation
import RedstartMLTrees
import RedstartTypes
import Testing

@testable import RedstartMLReport

@Suite struct PageTests {
  /// A full tree: every inner node splits its rows in two.
  private func fullTree(depth: Int, classes: Int = 2) -> DecisionTree {
    var nodes: [DecisionTree.Node] = []
    func grow(_ rows: Int, _ level: Int) -> Int {
      let index = nodes.count
      let weights = (0..<classes).map { $0 == level % classes ? Double(rows) : 0 }
      nodes.append(
        DecisionTree.Node(prediction: Double(level % classes), impurity: 0.5, statistics: weights, rawCount: rows))
      if level < depth {
        nodes[index].split = .continuous(feature: level, threshold: 0.5)
        nodes[index].gain = 0.1
        nodes[index].left = grow(rows / 3, level + 1)
        nodes[index].right = grow(rows - rows / 3, level + 1)
      }
      return index
    }
    _ = grow(100_000, 0)
    return DecisionTree(nodes: nodes, featureCount: depth + 1, isRegression: false)
  }

  private func named(_ tree: DecisionTree, features: [FeatureNames.Feature?] = [], classes: Int = 2, names: [String]? = nil)
    -> NamedTree
  {
    let model = DecisionTreeClassificationModel(uid: "tree", tree: tree, classCount: classes)
    return NamedTree(model, features: FeatureNames(features), classes: names)
  }

  @Test func textsAreEscaped() {
    let evil = "</script><img src=x onerror='1'>&\u{1}"
    let names = [FeatureNames.Feature(evil)]
    var report = TreeReport(
      title: evil, lead: evil, tree: named(fullTree(depth: 1), features: names, names: [evil, "b"]))
    report.rowName = evil
    report.steps = [(evil, 1)]
    report.tables = [
      TreeReport.Table(
        name: evil, rows: 1, columns: [TreeReport.Table.Column(name: evil, type: evil, missing: 0, distinct: 1)])
    ]
    let page = report.page
    #expect(!page.contains("<img"))
    #expect(!page.contains("\u{1}"))
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(page.contains("&lt;/script&gt;&lt;img src=x onerror=&#39;1&#39;&gt;&amp;\u{FFFD}"))
  }

  @Test func aBigTreeIsCutToTheNodesThatMostRowsReach() throws {
    let tree = fullTree(depth: 12)
    let drawn = DrawnTree(named(tree), rowName: "rows", limit: 101)
    let nodes = try #require(drawn.json["nodes"]?.array)
    #expect(nodes.count == 101)
    #expect(drawn.cutCount == tree.nodes.count - 101)
    // Children come in pairs, and what is cut is counted.
    var cut = 0
    for (index, node) in nodes.enumerated() {
      cut += Int(node["cut"]?.integer ?? 0)
      guard let left = node["left"]?.integer, let right = node["right"]?.integer else { continue }
      #expect(left > Int64(index) && right > left && right < 101)
    }
    #expect(cut == drawn.cutCount)
    let counts = nodes.compactMap { $0["count"]?.double }
    let inner = nodes.filter { $0["split"] != nil }.compactMap { $0["count"]?.double }
    let closed = nodes.filter { $0["cut"] != nil }.compactMap { $0["count"]?.double }
    #expect(counts.first == 100_000)
    #expect((inner.min() ?? 0) >= (closed.max() ?? 0))
    var report = TreeReport(title: "", tree: named(tree))
    report.nodeLimit = 101
    #expect(report.page.contains("The tree has 8,191 nodes."))
  }

  @Test func manyClassesShareAColour() throws {
    let tree = fullTree(depth: 20 % 11, classes: 20)
    let drawn = DrawnTree(named(tree, classes: 20), rowName: "rows", limit: 5000)
    #expect(drawn.classNames.count == 8)
    #expect(drawn.classNames.last == "13 other classes")
    for node in try #require(drawn.json["nodes"]?.array) {
      #expect(node["weights"]?.array?.count == 8)
      #expect((node["prediction"]?.integer ?? 8) < 8)
    }
  }

  @Test func numbersAreForPeople() {
    #expect(Figure.count(1_234_567) == "1,234,567")
    #expect(Figure.count(-1000) == "-1,000")
    #expect(Figure.count(999) == "999")
    #expect(Figure.percent(0.5) == "50.0 %")
    #expect(Figure.clipped("abcdef", 4) == "abc…")
  }
}
