import RedstartDiagnostics
import RedstartMLCore

/// The best model of a search on one part of the data, with what was measured.
public struct TrainValidationSplitModel: Model, Validator {
  public static let className = "org.apache.spark.ml.tuning.TrainValidationSplitModel"
  public let uid: String
  public var params: Params
  public var estimator: (any Estimator)?
  public var estimatorParamMaps: [ParamMap] = []
  public var evaluator: (any Evaluator)?
  /// Of the best setting, fitted on all rows.
  public let bestModel: any Model
  /// Each setting's metric on the validation part.
  public let validationMetrics: [Double]
  /// The models by setting, when they were to be collected.
  public let subModels: [any Model]?

  public init(uid: String, bestModel: any Model, validationMetrics: [Double], subModels: [any Model]?) {
    self.uid = uid
    self.bestModel = bestModel
    self.validationMetrics = validationMetrics
    self.subModels = subModels
    params = Params(TrainValidationSplit.specs, owner: "\(Self.shortName) \(uid)")
  }

  public func transform(_ dataset: Dataset) throws -> Dataset { try bestModel.transform(dataset) }

  public var description: String {
    "\(Self.shortName): uid=\(uid), bestModel=\(bestModel.description), trainRatio=\(params.double("trainRatio"))"
  }

  public var byteCount: Int { bestModel.byteCount + (subModels ?? []).reduce(0) { $0 + $1.byteCount } }

  public func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute {
    switch name {
    case "validationMetrics": return .doubles(validationMetrics)
    case "toString": return .string(description)
    default: throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
    }
  }
}
