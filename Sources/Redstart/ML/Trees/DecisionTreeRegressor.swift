/// Learns a decision tree that predicts numbers.
public struct DecisionTreeRegressor: ServerEstimator, DecisionTreeParams {
  public typealias FittedModel = DecisionTreeRegressionModel
  public static let className = "org.apache.spark.ml.regression.DecisionTreeRegressor"
  public var state: StageState
  public init(state: StageState) { self.state = state }

  /// The column of the variance of each prediction; none when empty.
  public func setVarianceCol(_ value: String) -> Self { set("varianceCol", value) }
}

/// A decision tree that predicts numbers.
public struct DecisionTreeRegressionModel: DecisionTreeModel {
  public static let className = "org.apache.spark.ml.regression.DecisionTreeRegressionModel"
  public var state: StageState
  public let reference: ModelReference

  public init(state: StageState, reference: ModelReference) {
    self.state = state
    self.reference = reference
  }
}
