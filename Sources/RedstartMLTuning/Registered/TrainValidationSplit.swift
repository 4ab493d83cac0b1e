import RedstartExecution
import RedstartMLCore

/// Chooses the setting of an estimator that is best on a random part of the data, which is left out of training.
public struct TrainValidationSplit: Estimator, Validator {
  public static let className = "org.apache.spark.ml.tuning.TrainValidationSplit"
  public let uid: String
  public var params: Params
  public var estimator: (any Estimator)?
  public var estimatorParamMaps: [ParamMap] = []
  public var evaluator: (any Evaluator)?

  static let specs =
    ValidatorParams.specs(className) + [.double("trainRatio", 0.75, bounds: "a number from 0 to 1") { $0 >= 0 && $0 <= 1 }]

  public init(uid: String) {
    self.uid = uid
    params = Params(Self.specs, owner: "\(Self.shortName) \(uid)")
  }

  public func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    let search = try GridSearch(self)
    let parts = try dataset.split(trainingShare: params.double("trainRatio"), seed: Int64(params.integer("seed")))
    let results = try search.run(parts, cancellation)
    let metrics = results.map(\.metric)
    var model = TrainValidationSplitModel(
      uid: uid, bestModel: try search.fitBest(metrics, dataset, cancellation), validationMetrics: metrics,
      subModels: params.boolean("collectSubModels") ? results.map(\.model) : nil)
    model.search(as: self)
    return model
  }
}
