/// Learns which features of vectors are categories: those with few values.
public struct VectorIndexer: ServerEstimator, HasInputCol, HasOutputCol, HasHandleInvalid {
  public typealias FittedModel = VectorIndexerModel
  public static let className = "org.apache.spark.ml.feature.VectorIndexer"
  public var state: StageState
  public init(state: StageState) { self.state = state }

  /// The most values of a category.
  public func setMaxCategories(_ value: Int) -> Self { set("maxCategories", value) }
}

/// Vectors with categories numbered.
public struct VectorIndexerModel: ServerModel, HasInputCol, HasOutputCol {
  public static let className = "org.apache.spark.ml.feature.VectorIndexerModel"
  public var state: StageState
  public let reference: ModelReference

  public init(state: StageState, reference: ModelReference) {
    self.state = state
    self.reference = reference
  }

  public var numFeatures: Int { get async throws { try await ask("numFeatures") } }
}
