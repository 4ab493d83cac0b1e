// Parameters that several stages have: a stage takes on the protocols of its parameters.

public protocol HasInputCol: PipelineStage {}
extension HasInputCol {
  /// The column that is read.
  public func setInputCol(_ value: String) -> Self { set("inputCol", value) }
}

public protocol HasOutputCol: PipelineStage {}
extension HasOutputCol {
  /// The column that is added.
  public func setOutputCol(_ value: String) -> Self { set("outputCol", value) }
}

public protocol HasInputCols: PipelineStage {}
extension HasInputCols {
  /// The columns that are read.
  public func setInputCols(_ value: [String]) -> Self { set("inputCols", value) }
}

public protocol HasOutputCols: PipelineStage {}
extension HasOutputCols {
  /// The columns that are added.
  public func setOutputCols(_ value: [String]) -> Self { set("outputCols", value) }
}

public protocol HasFeaturesCol: PipelineStage {}
extension HasFeaturesCol {
  /// The column of feature vectors.
  public func setFeaturesCol(_ value: String) -> Self { set("featuresCol", value) }
}

public protocol HasLabelCol: PipelineStage {}
extension HasLabelCol {
  /// The column of what is to be predicted.
  public func setLabelCol(_ value: String) -> Self { set("labelCol", value) }
}

public protocol HasPredictionCol: PipelineStage {}
extension HasPredictionCol {
  /// The column of predictions.
  public func setPredictionCol(_ value: String) -> Self { set("predictionCol", value) }
}

public protocol HasRawPredictionCol: PipelineStage {}
extension HasRawPredictionCol {
  /// The column of raw predictions, or of scores.
  public func setRawPredictionCol(_ value: String) -> Self { set("rawPredictionCol", value) }
}

public protocol HasProbabilityCol: PipelineStage {}
extension HasProbabilityCol {
  /// The column of the classes' probabilities.
  public func setProbabilityCol(_ value: String) -> Self { set("probabilityCol", value) }
}

public protocol HasWeightCol: PipelineStage {}
extension HasWeightCol {
  /// The column of the rows' weights.
  public func setWeightCol(_ value: String) -> Self { set("weightCol", value) }
}

public protocol HasThresholds: PipelineStage {}
extension HasThresholds {
  /// Thresholds of the classes: the one with the greatest ratio of probability to threshold is predicted.
  public func setThresholds(_ value: [Double]) -> Self { set("thresholds", value) }
}

public protocol HasHandleInvalid: PipelineStage {}
extension HasHandleInvalid {
  /// What happens to values that the stage cannot use: `error`, `skip` or `keep`.
  public func setHandleInvalid(_ value: String) -> Self { set("handleInvalid", value) }
}

public protocol HasSeed: PipelineStage {}
extension HasSeed {
  /// The seed of chance.
  public func setSeed(_ value: Int64) -> Self { set("seed", value) }
}

public protocol HasLeafCol: PipelineStage {}
extension HasLeafCol {
  /// The column of leaf numbers; none when empty.
  public func setLeafCol(_ value: String) -> Self { set("leafCol", value) }
}

public protocol HasMetricName: PipelineStage {}
extension HasMetricName {
  /// What is measured.
  public func setMetricName(_ value: String) -> Self { set("metricName", value) }
}
