import RedstartDiagnostics
import RedstartMLCore
import RedstartTypes

/// A tree as rows of a table, one a node, as Spark saves it.
extension DecisionTree {
  static let rowSchema = StructType([
    StructField("id", .integer, nullable: false), StructField("prediction", .double, nullable: false),
    StructField("impurity", .double, nullable: false), StructField("impurityStats", .array(.double, containsNull: false)),
    StructField("rawCount", .long, nullable: false), StructField("gain", .double, nullable: false),
    StructField("leftChild", .integer, nullable: false), StructField("rightChild", .integer, nullable: false),
    StructField(
      "split",
      .struct(
        StructType([
          StructField("featureIndex", .integer, nullable: false),
          StructField("leftCategoriesOrThreshold", .array(.double, containsNull: false)),
          StructField("numCategories", .integer, nullable: false),
        ]))),
  ])

  /// The columns of saved rows; before Spark 3 they did not say how many training rows a node has.
  static func rowColumns(_ metadata: StageMetadata) -> [String] {
    metadata.version < SavedVersion(3, 0) ? rowSchema.names.filter { $0 != "rawCount" } : rowSchema.names
  }

  var rows: [[Value]] {
    nodes.enumerated().map { index, node in
      let split: [Value] =
        switch node.split {
        case .continuous(let feature, let threshold): [.integer(Int64(feature)), .array([.double(threshold)]), .integer(-1)]
        case .categorical(let feature, let left, let categories):
          [.integer(Int64(feature)), .array(left.map { .double($0) }), .integer(Int64(categories))]
        case nil: [.integer(-1), .array([]), .integer(-1)]
        }
      return [
        .integer(Int64(index)), .double(node.prediction), .double(node.impurity), .array(node.statistics.map { .double($0) }),
        .integer(Int64(node.rawCount)), .double(node.gain), .integer(Int64(node.left)), .integer(Int64(node.right)),
        .structure(split),
      ]
    }
  }

  /// The tree of saved rows, in any order.
  /// - Throws: `ML_INVALID_MODEL` for rows that make no tree.
  init(rows: [[Value]], _ metadata: StageMetadata, isRegression: Bool) throws {
    guard let features = metadata.extra("numFeatures")?.integer, features >= 0 else {
      throw metadata.invalid("its metadata lacks numFeatures")
    }
    var found: [Int64: Node] = [:]
    for saved in rows {
      let row = saved.count == 8 ? Array(saved[..<4] + [.integer(-1)] + saved[4...]) : saved
      guard let (id, node) = Self.node(row, featureCount: features, count: rows.count) else {
        throw metadata.invalid("a node lacks a value, or names features or children that are not there")
      }
      found[id] = node
    }
    let nodes = (0..<rows.count).compactMap { found[Int64($0)] }
    guard !nodes.isEmpty, nodes.count == rows.count else { throw metadata.invalid("nodes are missing") }
    // Children come after their parents, so that there are no circles; each but the root has one parent.
    var parents = [Int](repeating: 0, count: nodes.count)
    for node in nodes where !node.isLeaf {
      parents[node.left] += 1
      parents[node.right] += 1
    }
    guard parents[0] == 0, parents.dropFirst().allSatisfy({ $0 == 1 }) else {
      throw metadata.invalid("its nodes make no tree")
    }
    self.init(nodes: nodes, featureCount: Int(features), isRegression: isRegression)
  }

  /// The node of a row and its number; nil when something does not fit.
  private static func node(_ row: [Value], featureCount: Int64, count: Int) -> (id: Int64, node: Node)? {
    guard row.count == 9, case .integer(let id) = row[0], case .double(let prediction) = row[1],
      case .double(let impurity) = row[2], let statistics = numbers(row[3]), case .integer(let rawCount) = row[4],
      case .double(let gain) = row[5], case .integer(let left) = row[6], case .integer(let right) = row[7],
      case .structure(let split) = row[8], split.count == 3, case .integer(let feature) = split[0],
      let values = numbers(split[1]), case .integer(let categories) = split[2]
    else { return nil }
    var node = Node(
      prediction: prediction, impurity: impurity, statistics: statistics, rawCount: Int(rawCount), gain: gain)
    if left < 0, right < 0 { return (id, node) }
    guard feature >= 0, feature < featureCount, left > id, right > left, right < count else { return nil }
    if categories >= 0 {
      node.split = .categorical(feature: Int(feature), left: values, categories: Int(categories))
    } else if values.count == 1 {
      node.split = .continuous(feature: Int(feature), threshold: values[0])
    } else {
      return nil
    }
    (node.left, node.right) = (Int(left), Int(right))
    return (id, node)
  }

  private static func numbers(_ value: Value) -> [Double]? {
    guard case .array(let list) = value else { return nil }
    let numbers = list.compactMap { if case .double(let number) = $0 { number } else { nil } }
    return numbers.count == list.count ? numbers : nil
  }
}

extension DecisionTreeClassificationModel: SavableModel {
  public var metadataExtras: [(name: String, value: JSONValue)] {
    [("numFeatures", .integer(Int64(tree.featureCount))), ("numClasses", .integer(Int64(classCount)))]
  }
  public var dataSchema: StructType { DecisionTree.rowSchema }
  public var dataRows: [[Value]] { tree.rows }
  public static var savedColumns: [String] { DecisionTree.rowSchema.names }
  public static func savedColumns(_ metadata: StageMetadata) -> [String] { DecisionTree.rowColumns(metadata) }

  public init(_ metadata: StageMetadata, rows: [[Value]]) throws {
    guard let classes = metadata.extra("numClasses")?.integer else { throw metadata.invalid("its metadata lacks numClasses") }
    let tree = try DecisionTree(rows: rows, metadata, isRegression: false)
    guard tree.nodes.allSatisfy({ $0.statistics.count == Int(classes) }) else {
      throw metadata.invalid("a node's statistics are not those of \(classes) classes")
    }
    self.init(uid: metadata.uid, tree: tree, classCount: Int(classes))
  }
}

extension DecisionTreeRegressionModel: SavableModel {
  public var metadataExtras: [(name: String, value: JSONValue)] { [("numFeatures", .integer(Int64(tree.featureCount)))] }
  public var dataSchema: StructType { DecisionTree.rowSchema }
  public var dataRows: [[Value]] { tree.rows }
  public static var savedColumns: [String] { DecisionTree.rowSchema.names }
  public static func savedColumns(_ metadata: StageMetadata) -> [String] { DecisionTree.rowColumns(metadata) }

  public init(_ metadata: StageMetadata, rows: [[Value]]) throws {
    let tree = try DecisionTree(rows: rows, metadata, isRegression: true)
    guard tree.nodes.allSatisfy({ $0.statistics.count == 3 }) else {
      throw metadata.invalid("a node's statistics are not weight, sum and sum of squares")
    }
    self.init(uid: metadata.uid, tree: tree)
  }
}
