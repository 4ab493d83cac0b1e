import RedstartDiagnostics
import RedstartExecution

/// Stages that are fitted one after the other, each on what the ones before it make.
public struct Pipeline: Estimator {
  public static let className = "org.apache.spark.ml.Pipeline"
  public let uid: String
  public var params: Params
  public var stages: [any PipelineStage] = []

  public init(uid: String) {
    self.uid = uid
    params = Params([], owner: "Pipeline \(uid)")
  }

  public init(_ stages: [any PipelineStage]) {
    self.init(uid: UniqueName.fresh(Self.shortName))
    self.stages = stages
  }

  public func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    var current = dataset
    var fitted: [any Transformer] = []
    let lastEstimator = stages.lastIndex { $0 is any Estimator } ?? -1
    for (index, stage) in stages.enumerated() {
      let transformer: any Transformer
      if let estimator = stage as? any Estimator {
        transformer = try estimator.fit(current, cancellation)
      } else if let plain = stage as? any Transformer {
        transformer = plain
      } else {
        throw SparkError("ML_INVALID_VALUE", ["reason": "\(stage.className) cannot be a stage of a pipeline."])
      }
      if index < lastEstimator { current = try transformer.transform(current) }
      fitted.append(transformer)
    }
    return PipelineModel(uid: uid, stages: fitted)
  }
}

/// Fitted stages that are applied one after the other.
public struct PipelineModel: Model {
  public static let className = "org.apache.spark.ml.PipelineModel"
  public let uid: String
  public var params: Params
  public let stages: [any Transformer]

  public init(uid: String, stages: [any Transformer]) {
    self.uid = uid
    self.stages = stages
    params = Params([], owner: "PipelineModel \(uid)")
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    try stages.reduce(dataset) { try $1.transform($0) }
  }

  public func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute {
    if name == "toString" { return .string(description) }
    throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
  }

  public var byteCount: Int { stages.reduce(0) { $0 + (($1 as? any Model)?.byteCount ?? 256) } }
  public var description: String { uid }
}
