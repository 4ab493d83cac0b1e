import RedstartMLCore

/// Learns a decision tree that predicts classes.
public struct DecisionTreeClassifier: ServerEstimator, DecisionTreeParams, HasRawPredictionCol, HasProbabilityCol, HasThresholds {
  public typealias FittedModel = DecisionTreeClassificationModel
  public static let className = "org.apache.spark.ml.classification.DecisionTreeClassifier"
  public var state: StageState
  public init(state: StageState) { self.state = state }
}

/// A decision tree that predicts classes.
public struct DecisionTreeClassificationModel: DecisionTreeModel, HasRawPredictionCol, HasProbabilityCol, HasThresholds {
  public static let className = "org.apache.spark.ml.classification.DecisionTreeClassificationModel"
  public var state: StageState
  public let reference: ModelReference

  public init(state: StageState, reference: ModelReference) {
    self.state = state
    self.reference = reference
  }

  public var numClasses: Int { get async throws { try await ask("numClasses") } }
  /// The weight of each class in the leaf for one vector.
  public func predictRaw(_ features: MLVector) async throws -> MLVector { try await ask("predictRaw", features) }
  /// The probability of each class for one vector.
  public func predictProbability(_ features: MLVector) async throws -> MLVector { try await ask("predictProbability", features) }
}
