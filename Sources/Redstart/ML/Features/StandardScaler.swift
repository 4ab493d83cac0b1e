import RedstartMLCore

/// Learns means and deviations of features, to bring them to one scale.
public struct StandardScaler: ServerEstimator, HasInputCol, HasOutputCol {
  public typealias FittedModel = StandardScalerModel
  public static let className = "org.apache.spark.ml.feature.StandardScaler"
  public var state: StageState
  public init(state: StageState) { self.state = state }

  /// Whether the mean becomes 0; makes vectors dense.
  public func setWithMean(_ value: Bool) -> Self { set("withMean", value) }

  /// Whether the standard deviation becomes 1.
  public func setWithStd(_ value: Bool) -> Self { set("withStd", value) }
}

/// Features on one scale.
public struct StandardScalerModel: ServerModel, HasInputCol, HasOutputCol {
  public static let className = "org.apache.spark.ml.feature.StandardScalerModel"
  public var state: StageState
  public let reference: ModelReference

  public init(state: StageState, reference: ModelReference) {
    self.state = state
    self.reference = reference
  }

  public var mean: MLVector { get async throws { try await ask("mean") } }
  public var std: MLVector { get async throws { try await ask("std") } }
}
