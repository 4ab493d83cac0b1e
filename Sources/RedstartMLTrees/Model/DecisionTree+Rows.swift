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
  init(rows: [[Value]], featureCount: Int, isRegression: Bool) throws {
    func broken(_ reason: String) -> SparkError { SparkError("ML_INVALID_MODEL", ["path": "data", "reason": reason]) }
    var found: [Int: Node] = [:]
    for row in rows {
      guard row.count == 9, case .integer(let id) = row[0], case .double(let prediction) = row[1],
        case .double(let impurity) = row[2],
        case .array(let statistics) = row[3], case .integer(let rawCount) = row[4], case .double(let gain) = row[5],
        case .integer(let left) = row[6], case .integer(let right) = row[7], case .structure(let split) = row[8],
        split.count == 3,
        case .integer(let feature) = split[0], case .array(let list) = split[1], case .integer(let categories) = split[2]
      else { throw broken("a node lacks a value") }
      let numbers = list.compactMap { if case .double(let number) = $0 { number } else { nil } }
      var node = Node(
        prediction: prediction, impurity: impurity,
        statistics: statistics.compactMap { if case .double(let number) = $0 { number } else { nil } }, rawCount: Int(rawCount),
        gain: gain)
      if feature >= 0 {
        guard feature < featureCount, left > id, right > left, right < rows.count else {
          throw broken("node \(id) has no children")
        }
        if categories >= 0 {
          node.split = .categorical(feature: Int(feature), left: numbers, categories: Int(categories))
        } else if let threshold = numbers.first {
          node.split = .continuous(feature: Int(feature), threshold: threshold)
        }
        (node.left, node.right) = (Int(left), Int(right))
      }
      found[Int(id)] = node
    }
    let nodes = (0..<rows.count).compactMap { found[$0] }
    guard !nodes.isEmpty, nodes.count == rows.count else { throw broken("nodes are missing") }
    self.init(nodes: nodes, featureCount: featureCount, isRegression: isRegression)
  }
}

extension DecisionTreeClassificationModel: SavableModel {
  public var metadataExtras: [(name: String, value: JSONValue)] {
    [("numFeatures", .integer(Int64(tree.featureCount))), ("numClasses", .integer(Int64(classCount)))]
  }
  public var dataSchema: StructType { DecisionTree.rowSchema }
  public var dataRows: [[Value]] { tree.rows }
  public static var savedColumns: [String] { DecisionTree.rowSchema.names }

  public init(_ metadata: StageMetadata, rows: [[Value]]) throws {
    guard let features = metadata.extra("numFeatures")?.integer, let classes = metadata.extra("numClasses")?.integer else {
      throw SparkError("ML_INVALID_MODEL", ["path": metadata.uid, "reason": "the metadata lacks numFeatures or numClasses"])
    }
    let tree = try DecisionTree(rows: rows, featureCount: Int(features), isRegression: false)
    guard tree.nodes.allSatisfy({ $0.statistics.count == Int(classes) }) else {
      throw SparkError(
        "ML_INVALID_MODEL", ["path": metadata.uid, "reason": "a node's statistics do not have \(classes) classes"])
    }
    self.init(uid: metadata.uid, tree: tree, classCount: Int(classes))
  }
}

extension DecisionTreeRegressionModel: SavableModel {
  public var metadataExtras: [(name: String, value: JSONValue)] { [("numFeatures", .integer(Int64(tree.featureCount)))] }
  public var dataSchema: StructType { DecisionTree.rowSchema }
  public var dataRows: [[Value]] { tree.rows }
  public static var savedColumns: [String] { DecisionTree.rowSchema.names }

  public init(_ metadata: StageMetadata, rows: [[Value]]) throws {
    guard let features = metadata.extra("numFeatures")?.integer else {
      throw SparkError("ML_INVALID_MODEL", ["path": metadata.uid, "reason": "the metadata lacks numFeatures"])
    }
    self.init(
      uid: metadata.uid, tree: try DecisionTree(rows: rows, featureCount: Int(features), isRegression: true))
  }
}
