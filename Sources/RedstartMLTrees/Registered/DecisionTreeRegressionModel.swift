import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// A decision tree that predicts numbers.
public struct DecisionTreeRegressionModel: Model {
  public static let className = "org.apache.spark.ml.regression.DecisionTreeRegressionModel"
  public let uid: String
  public var params: Params
  public let tree: DecisionTree
  let kernel: TreeKernel
  let identity = LeafOutput.nextIdentity()

  public init(uid: String, tree: DecisionTree) {
    self.uid = uid
    self.tree = tree
    kernel = TreeKernel(tree)
    params = Params(
      DecisionTreeRegressor.specs, owner: "\(Self.shortName) \(uid)",
      defaults: ["seed": TreeParams.seed(DecisionTreeRegressor.className)])
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    let output = LeafOutput(
      kernel: kernel, identity: identity, features: try dataset.vectorColumn(try params.column("featuresCol")))
    let metadata = Metadata(json: #"{"ml_attr":{}}"#)
    var columns: [Alias] = []
    if let name = params.text("predictionCol") {
      columns.append(output.numbers(name, tree.nodes.map(\.prediction), metadata: metadata, as: "predict"))
    }
    if let name = params.text("varianceCol") {
      columns.append(output.numbers(name, tree.nodes.map(\.variance), metadata: metadata, as: "predictVariance"))
    }
    if let name = params.text("leafCol") {
      columns.append(output.numbers(name, tree.leafNumbers, metadata: tree.leafMetadata, as: "predictLeaf"))
    }
    try dataset.requireAbsent(columns.map(\.name))
    return try dataset.adding(columns)
  }

  public var description: String {
    "\(Self.shortName): uid=\(uid), depth=\(tree.depth), numNodes=\(tree.nodes.count), numFeatures=\(tree.featureCount)"
  }

  public var byteCount: Int { tree.nodes.count * 144 }

  public func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute {
    if name == "predict", case .vector(let vector)? = arguments.first {
      return .double(tree.nodes[try kernel.leaf(of: vector)].prediction)
    }
    return try tree.attribute(name, arguments, kernel, of: self)
  }
}
