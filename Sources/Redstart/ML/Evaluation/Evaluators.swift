/// Measures scores of two classes: `areaUnderROC` or `areaUnderPR`.
public struct BinaryClassificationEvaluator: ServerEvaluator, HasRawPredictionCol, HasLabelCol, HasWeightCol, HasMetricName {
  public static let className = "org.apache.spark.ml.evaluation.BinaryClassificationEvaluator"
  public var state: StageState
  public init(state: StageState) { self.state = state }
  public var isLargerBetter: Bool { true }

  /// Most points of the curve; 0 takes all.
  public func setNumBins(_ value: Int) -> Self { set("numBins", value) }
}

/// Measures predictions of classes: `f1`, `accuracy`, `weightedPrecision`, `logLoss`, …
public struct MulticlassClassificationEvaluator: ServerEvaluator, HasPredictionCol, HasLabelCol, HasProbabilityCol, HasWeightCol,
  HasMetricName
{
  public static let className = "org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator"
  public var state: StageState
  public init(state: StageState) { self.state = state }

  public var isLargerBetter: Bool {
    let smallerIsBetter = ["weightedFalsePositiveRate", "falsePositiveRateByLabel", "logLoss", "hammingLoss"]
    return !smallerIsBetter.contains(get("metricName") as? String ?? "f1")
  }

  /// The class of the metrics of one class.
  public func setMetricLabel(_ value: Double) -> Self { set("metricLabel", value) }
  /// How much more recall counts than precision.
  public func setBeta(_ value: Double) -> Self { set("beta", value) }
  /// The least probability that `logLoss` counts with.
  public func setEps(_ value: Double) -> Self { set("eps", value) }
}

/// Measures predictions of numbers: `rmse`, `mse`, `r2`, `mae` or `var`.
public struct RegressionEvaluator: ServerEvaluator, HasPredictionCol, HasLabelCol, HasWeightCol, HasMetricName {
  public static let className = "org.apache.spark.ml.evaluation.RegressionEvaluator"
  public var state: StageState
  public init(state: StageState) { self.state = state }
  public var isLargerBetter: Bool { ["r2", "var"].contains(get("metricName") as? String ?? "rmse") }

  /// Whether `r2` is that of a line through the origin.
  public func setThroughOrigin(_ value: Bool) -> Self { set("throughOrigin", value) }
}
