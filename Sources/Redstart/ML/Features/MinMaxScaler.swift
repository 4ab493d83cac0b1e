import RedstartMLCore

/// Learns the extremes of features, to bring them to one range.
public struct MinMaxScaler: ServerEstimator, HasInputCol, HasOutputCol {
  public typealias FittedModel = MinMaxScalerModel
  public static let className = "org.apache.spark.ml.feature.MinMaxScaler"
  public var state: StageState
  public init(state: StageState) { self.state = state }

  /// The least value of the range.
  public func setMin(_ value: Double) -> Self { set("min", value) }

  /// The greatest value of the range.
  public func setMax(_ value: Double) -> Self { set("max", value) }
}

/// Features in one range.
public struct MinMaxScalerModel: ServerModel, HasInputCol, HasOutputCol {
  public static let className = "org.apache.spark.ml.feature.MinMaxScalerModel"
  public var state: StageState
  public let reference: ModelReference

  public init(state: StageState, reference: ModelReference) {
    self.state = state
    self.reference = reference
  }

  public var originalMin: MLVector { get async throws { try await ask("originalMin") } }
  public var originalMax: MLVector { get async throws { try await ask("originalMax") } }
}
