import RedstartMLCore

/// The parameters of a decision tree.
public protocol DecisionTreeParams: HasFeaturesCol, HasLabelCol, HasPredictionCol, HasWeightCol, HasSeed, HasLeafCol {}

extension DecisionTreeParams {
  /// The greatest depth; a tree of depth 0 is one leaf.
  public func setMaxDepth(_ value: Int) -> Self { set("maxDepth", value) }
  /// Most bins that a continuous feature is cut into, and most categories of a categorical one.
  public func setMaxBins(_ value: Int) -> Self { set("maxBins", value) }
  /// The least number of rows of a child.
  public func setMinInstancesPerNode(_ value: Int) -> Self { set("minInstancesPerNode", value) }
  /// The least share of the whole weight of a child.
  public func setMinWeightFractionPerNode(_ value: Double) -> Self { set("minWeightFractionPerNode", value) }
  /// The least gain of a split.
  public func setMinInfoGain(_ value: Double) -> Self { set("minInfoGain", value) }
  /// Memory for the statistics of nodes that grow at once.
  public func setMaxMemoryInMB(_ value: Int) -> Self { set("maxMemoryInMB", value) }
  /// Whether rows remember their node.
  public func setCacheNodeIds(_ value: Bool) -> Self { set("cacheNodeIds", value) }
  /// How often remembered nodes are written, in rounds.
  public func setCheckpointInterval(_ value: Int) -> Self { set("checkpointInterval", value) }
  /// What splits make smaller: `gini` or `entropy` for classes, `variance` for numbers.
  public func setImpurity(_ value: String) -> Self { set("impurity", value) }
}

/// What a fitted tree tells about itself.
public protocol DecisionTreeModel: ServerModel, HasFeaturesCol, HasPredictionCol, HasLeafCol {}

extension DecisionTreeModel {
  /// The length of the longest path from the root to a leaf.
  public var depth: Int { get async throws { try await ask("depth") } }
  public var numNodes: Int { get async throws { try await ask("numNodes") } }
  public var numFeatures: Int { get async throws { try await ask("numFeatures") } }
  /// How much each feature has to do with the prediction; the sum is 1.
  public var featureImportances: MLVector { get async throws { try await ask("featureImportances") } }
  /// The tree as text: its conditions and predictions.
  public var toDebugString: String { get async throws { try await ask("toDebugString") } }
  /// The prediction for one vector.
  public func predict(_ features: MLVector) async throws -> Double { try await ask("predict", features) }
  /// The number of the leaf for one vector.
  public func predictLeaf(_ features: MLVector) async throws -> Double { try await ask("predictLeaf", features) }
}
