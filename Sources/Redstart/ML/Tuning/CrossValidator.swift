import RedstartTypes

/// Chooses parameters by training on all parts of the data but one, and measuring on that one, each in turn.
public struct CrossValidator<E: Estimator>: Estimator {
  public static var className: String { "org.apache.spark.ml.tuning.CrossValidator" }
  public var state: StageState
  public var estimator: E
  public var evaluator: any Evaluator
  public var paramMaps: [ParamMap]
  public var numFolds: Int
  public var seed: Int64
  /// A column of the number of a row's part, from 0; the parts are chosen by chance when empty.
  public var foldCol: String

  public init(
    estimator: E, evaluator: any Evaluator, estimatorParamMaps: [ParamMap], numFolds: Int = 3, seed: Int64? = nil,
    foldCol: String = ""
  ) {
    state = StageState(Self.className)
    self.estimator = estimator
    self.evaluator = evaluator
    paramMaps = estimatorParamMaps
    self.numFolds = numFolds
    self.seed = seed ?? .random(in: 0 ... .max)
    self.foldCol = foldCol
  }

  public func fit(_ frame: DataFrame) async throws -> CrossValidatorModel<E.FittedModel> {
    guard numFolds > 1 else { throw SparkError("ML_INVALID_VALUE", ["reason": "numFolds must be at least 2, not \(numFolds)."]) }
    guard !paramMaps.isEmpty else { throw SparkError("ML_INVALID_VALUE", ["reason": "There are no parameters to choose from."]) }
    var metrics = paramMaps.map { _ in [Double]() }
    for (training, validation) in folds(frame) {
      try await training.cache()
      try await validation.cache()
      do {
        for (index, map) in paramMaps.enumerated() {
          let model = try await estimator.copying(map).fit(training)
          metrics[index].append(try await evaluator.evaluate(model.transform(validation)))
        }
        try await training.unpersist()
        try await validation.unpersist()
      } catch {
        // The rows would stay until the session ends.
        _ = try? await training.unpersist()
        _ = try? await validation.unpersist()
        throw error
      }
    }
    let averages = metrics.map { $0.reduce(0, +) / Double($0.count) }
    let deviations = zip(metrics, averages).map { values, mean in
      (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
    }
    let best = ValidationChoice.best(averages, isLargerBetter: evaluator.isLargerBetter)
    return CrossValidatorModel(
      state: StageState(uid: uid), bestModel: try await estimator.copying(paramMaps[best]).fit(frame),
      bestParams: paramMaps[best],
      avgMetrics: averages, stdMetrics: deviations)
  }

  private func folds(_ frame: DataFrame) -> [(training: DataFrame, validation: DataFrame)] {
    if !foldCol.isEmpty {
      return (0..<numFolds).map { fold in
        let isOut = col(foldCol) == fold
        return (frame.filter(!isOut), frame.filter(isOut))
      }
    }
    let chance = "\(uid)_rand"
    let dealt = frame.select(col("*"), rand(seed: seed).alias(chance))
    let width = 1 / Double(numFolds)
    return (0..<numFolds).map { fold in
      let isOut = col(chance) >= Double(fold) * width && col(chance) < Double(fold + 1) * width
      return (dealt.filter(!isOut), dealt.filter(isOut))
    }
  }
}

/// The model with the best parameters.
public struct CrossValidatorModel<Best: Transformer>: Transformer {
  public static var className: String { "org.apache.spark.ml.tuning.CrossValidatorModel" }
  public var state: StageState
  /// Trained on all rows.
  public let bestModel: Best
  public let bestParams: ParamMap
  /// The mean over the parts for each choice of parameters.
  public let avgMetrics: [Double]
  /// The standard deviation over the parts for each choice of parameters.
  public let stdMetrics: [Double]

  public func transform(_ frame: DataFrame) -> DataFrame { bestModel.transform(frame) }
}

enum ValidationChoice {
  /// The place of the best number; the first of several.
  static func best(_ metrics: [Double], isLargerBetter: Bool) -> Int {
    metrics.indices.dropFirst().reduce(0) { best, index in
      let isBetter = isLargerBetter ? metrics[index] > metrics[best] : metrics[index] < metrics[best]
      return isBetter || metrics[best].isNaN ? index : best
    }
  }
}
