import RedstartTypes

/// Chooses parameters by training on a part of the data and measuring on the rest.
public struct TrainValidationSplit<E: Estimator>: Estimator {
  public static var className: String { "org.apache.spark.ml.tuning.TrainValidationSplit" }
  public var state: StageState
  public var estimator: E
  public var evaluator: any Evaluator
  public var paramMaps: [ParamMap]
  /// The share of the rows for training.
  public var trainRatio: Double
  public var seed: Int64

  public init(
    estimator: E, evaluator: any Evaluator, estimatorParamMaps: [ParamMap], trainRatio: Double = 0.75, seed: Int64? = nil
  ) {
    state = StageState(Self.className)
    self.estimator = estimator
    self.evaluator = evaluator
    paramMaps = estimatorParamMaps
    self.trainRatio = trainRatio
    self.seed = seed ?? .random(in: 0 ... .max)
  }

  public func fit(_ frame: DataFrame) async throws -> TrainValidationSplitModel<E.FittedModel> {
    guard trainRatio > 0, trainRatio < 1 else {
      throw SparkError("ML_INVALID_VALUE", ["reason": "trainRatio must lie between 0 and 1, not be \(trainRatio)."])
    }
    guard !paramMaps.isEmpty else { throw SparkError("ML_INVALID_VALUE", ["reason": "There are no parameters to choose from."]) }
    let chance = "\(uid)_rand"
    let dealt = frame.select(col("*"), rand(seed: seed).alias(chance))
    let isOut = col(chance) >= trainRatio
    let (training, validation) = (dealt.filter(!isOut), dealt.filter(isOut))
    try await training.cache()
    try await validation.cache()
    var metrics: [Double] = []
    do {
      for map in paramMaps {
        let model = try await estimator.copying(map).fit(training)
        metrics.append(try await evaluator.evaluate(model.transform(validation)))
      }
      try await training.unpersist()
      try await validation.unpersist()
    } catch {
      // The rows would stay until the session ends.
      _ = try? await training.unpersist()
      _ = try? await validation.unpersist()
      throw error
    }
    let best = ValidationChoice.best(metrics, isLargerBetter: evaluator.isLargerBetter)
    return TrainValidationSplitModel(
      state: StageState(uid: uid), bestModel: try await estimator.copying(paramMaps[best]).fit(frame),
      bestParams: paramMaps[best],
      validationMetrics: metrics)
  }
}

/// The model with the best parameters.
public struct TrainValidationSplitModel<Best: Transformer>: Transformer {
  public static var className: String { "org.apache.spark.ml.tuning.TrainValidationSplitModel" }
  public var state: StageState
  /// Trained on all rows.
  public let bestModel: Best
  public let bestParams: ParamMap
  /// The result for each choice of parameters.
  public let validationMetrics: [Double]

  public func transform(_ frame: DataFrame) -> DataFrame { bestModel.transform(frame) }
}
