import RedstartDiagnostics
import RedstartMLCore

/// The best model of a cross validation, with what was measured.
public struct CrossValidatorModel: Model, Validator {
  public static let className = "org.apache.spark.ml.tuning.CrossValidatorModel"
  public let uid: String
  public var params: Params
  public var estimator: (any Estimator)?
  public var estimatorParamMaps: [ParamMap] = []
  public var evaluator: (any Evaluator)?
  /// Of the best setting, fitted on all rows.
  public let bestModel: any Model
  /// The mean over the folds of each setting's metric.
  public let avgMetrics: [Double]
  /// The standard deviation over the folds of each setting's metric.
  public let stdMetrics: [Double]
  /// The models by fold and setting, when they were to be collected.
  public let subModels: [[any Model]]?

  public init(
    uid: String, bestModel: any Model, avgMetrics: [Double], stdMetrics: [Double], subModels: [[any Model]]?
  ) {
    self.uid = uid
    self.bestModel = bestModel
    self.avgMetrics = avgMetrics
    self.stdMetrics = stdMetrics
    self.subModels = subModels
    params = Params(CrossValidator.specs, owner: "\(Self.shortName) \(uid)")
  }

  public func transform(_ dataset: Dataset) throws -> Dataset { try bestModel.transform(dataset) }

  public var description: String {
    "\(Self.shortName): uid=\(uid), bestModel=\(bestModel.description), numFolds=\(params.integer("numFolds"))"
  }

  public var byteCount: Int { bestModel.byteCount + (subModels ?? []).joined().reduce(0) { $0 + $1.byteCount } }

  public func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute {
    switch name {
    case "avgMetrics": return .doubles(avgMetrics)
    case "stdMetrics": return .doubles(stdMetrics)
    case "toString": return .string(description)
    default: throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
    }
  }
}
