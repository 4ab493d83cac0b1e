import RedstartTypes

/// Stages that are fitted one after the other, each on what the ones before it make.
///
/// ```swift
/// let pipeline = Pipeline([
///   StringIndexer(inputCol: "carrier", outputCol: "carrierIndex"),
///   VectorAssembler(inputCols: ["carrierIndex", "distance"], outputCol: "features"),
///   DecisionTreeClassifier().setMaxDepth(5),
/// ])
/// let model = try await pipeline.fit(train)
/// ```
public struct Pipeline: Estimator {
  public static let className = "org.apache.spark.ml.Pipeline"
  public var state = StageState(Self.className)
  public var stages: [any PipelineStage]

  public init(_ stages: [any PipelineStage] = []) { self.stages = stages }

  public func setStages(_ stages: [any PipelineStage]) -> Pipeline {
    var copy = self
    copy.stages = stages
    return copy
  }

  public func copying(_ map: ParamMap) -> Pipeline { setStages(stages.map { $0.copying(map) }) }

  /// - Throws: what the stages throw; an error for a stage that neither learns nor transforms.
  public func fit(_ frame: DataFrame) async throws -> PipelineModel {
    var current = frame
    var fitted: [any Transformer] = []
    let lastEstimator = stages.lastIndex { $0 is any Estimator } ?? -1
    for (index, stage) in stages.enumerated() {
      let transformer: any Transformer
      if let estimator = stage as? any Estimator {
        transformer = try await estimator.fit(current)
      } else if let plain = stage as? any Transformer {
        transformer = plain
      } else {
        throw SparkError("ML_INVALID_VALUE", ["reason": "\(type(of: stage).className) cannot be a stage of a pipeline."])
      }
      if index < lastEstimator { current = transformer.transform(current) }
      fitted.append(transformer)
    }
    var model = PipelineModel(fitted)
    model.state = StageState(uid: uid)
    return model
  }
}

/// Fitted stages that are applied one after the other.
public struct PipelineModel: Transformer {
  public static let className = "org.apache.spark.ml.PipelineModel"
  public var state = StageState(Self.className)
  public var stages: [any Transformer]

  public init(_ stages: [any Transformer]) { self.stages = stages }

  public func transform(_ frame: DataFrame) -> DataFrame { stages.reduce(frame) { $1.transform($0) } }

  /// The only stage of a type, or the last one of several.
  public func stage<T: Transformer>(_ type: T.Type = T.self) -> T? { stages.last { $0 is T } as? T }
}
