import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// A decision tree that predicts classes.
public struct DecisionTreeClassificationModel: Model {
  public static let className = "org.apache.spark.ml.classification.DecisionTreeClassificationModel"
  public let uid: String
  public var params: Params
  public let tree: DecisionTree
  public let classCount: Int
  let kernel: TreeKernel
  let identity = LeafOutput.nextIdentity()

  public init(uid: String, tree: DecisionTree, classCount: Int) {
    self.uid = uid
    self.tree = tree
    self.classCount = classCount
    kernel = TreeKernel(tree)
    params = Params(
      DecisionTreeClassifier.specs, owner: "\(Self.shortName) \(uid)",
      defaults: ["seed": TreeParams.seed(DecisionTreeClassifier.className)])
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    let output = LeafOutput(
      kernel: kernel, identity: identity, features: try dataset.vectorColumn(try params.column("featuresCol")))
    try params.checkThresholds(classCount)
    var columns: [Alias] = []
    let vectorMetadata = AttributeGroup(size: classCount).metadata
    if let name = params.text("rawPredictionCol") {
      columns.append(
        output.vectors(name, raw, size: classCount, metadata: vectorMetadata, as: "predictRaw"))
    }
    if let name = params.text("probabilityCol") {
      columns.append(
        output.vectors(name, probabilities, size: classCount, metadata: vectorMetadata, as: "predictProbability"))
    }
    if let name = params.text("predictionCol") {
      let thresholds = params.doubles("thresholds").map { $0.map { javaText($0) }.joined(separator: ",") } ?? ""
      columns.append(
        output.numbers(
          name, predictions, metadata: MLAttribute(.nominal(values: nil, count: classCount)).metadata,
          as: "predict[\(thresholds)]"))
    }
    if let name = params.text("leafCol") {
      columns.append(output.numbers(name, tree.leafNumbers, metadata: tree.leafMetadata, as: "predictLeaf"))
    }
    try dataset.requireAbsent(columns.map(\.name))
    return try dataset.adding(columns)
  }

  /// The class weights of all nodes, node by node.
  var raw: [Double] { tree.nodes.flatMap(\.statistics) }

  /// The shares of the classes in all nodes.
  var probabilities: [Double] {
    tree.nodes.flatMap { node -> [Double] in
      let total = node.statistics.reduce(0, +)
      return total == 0 ? node.statistics : node.statistics.map { $0 / total }
    }
  }

  /// The predicted class of all nodes: the first of the largest weight, or of the largest share in relation to its threshold.
  var predictions: [Double] {
    let thresholds = params.doubles("thresholds")
    let shares = thresholds == nil ? raw : probabilities
    return tree.nodes.indices.map { node in
      var best = 0
      var largest = -Double.infinity
      for index in 0..<classCount {
        let share = shares[node * classCount + index]
        let scaled = thresholds.map { share / $0[index] } ?? share
        if scaled > largest {
          largest = scaled
          best = index
        }
      }
      return Double(best)
    }
  }

  public var description: String {
    "\(Self.shortName): uid=\(uid), depth=\(tree.depth), numNodes=\(tree.nodes.count), numClasses=\(classCount), numFeatures=\(tree.featureCount)"
  }

  public var byteCount: Int { tree.nodes.count * (120 + classCount * 8) }

  public func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute {
    if case .vector(let vector)? = arguments.first {
      let leaf = try kernel.leaf(of: vector)
      switch name {
      case "predict": return .double(predictions[leaf])
      case "predictRaw": return .vector(.dense(tree.nodes[leaf].statistics))
      case "predictProbability":
        return .vector(.dense(Array(probabilities[(leaf * classCount)..<((leaf + 1) * classCount)])))
      default: break
      }
    }
    if name == "numClasses" { return .integer(classCount) }
    return try tree.attribute(name, arguments, kernel, of: self)
  }
}

extension DecisionTree {
  /// For each leaf its number from left to right; 0 for inner nodes.
  var leafNumbers: [Double] {
    var next = 0.0
    return nodes.map { node in
      guard node.isLeaf else { return 0 }
      defer { next += 1 }
      return next
    }
  }

  /// What the column of leaf numbers says about itself.
  var leafMetadata: Metadata { MLAttribute(.nominal(values: nil, count: nodes.count { $0.isLeaf })).metadata }

  /// The importances as a vector over all features.
  public var importanceVector: MLVector {
    let found = featureImportances
    return .sparse(size: featureCount, indices: found.map(\.feature), values: found.map(\.importance))
  }

  /// Attributes that models of one tree share.
  func attribute(_ name: String, _ arguments: [ModelAttribute], _ kernel: TreeKernel, of model: any Model) throws
    -> ModelAttribute
  {
    switch name {
    case "numFeatures": return .integer(featureCount)
    case "numNodes": return .integer(nodes.count)
    case "depth": return .integer(depth)
    case "toDebugString": return .string(model.description + "\n" + debugText)
    case "featureImportances": return .vector(importanceVector)
    case "toString": return .string(model.description)
    case "predictLeaf":
      if case .vector(let vector)? = arguments.first { return .double(leafNumbers[try kernel.leaf(of: vector)]) }
      fallthrough
    default: throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": model.className])
    }
  }
}

extension TreeKernel {
  /// The position of the vector's leaf.
  /// - Throws: `ML_VECTOR_SIZE` when it depends on an element that the vector does not have.
  func leaf(of vector: MLVector) throws -> Int {
    if let leaf = leaf(vector.elements) { return leaf }
    throw SparkError(
      "ML_VECTOR_SIZE", ["column": "features", "expected": String(featureCount), "actual": String(vector.size)],
      as: .arrayIndexOutOfBounds)
  }
}
