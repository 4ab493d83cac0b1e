import RedstartExecution
import RedstartMLCore

/// Chooses the setting of an estimator that is best on average over folds of the data, each of which is left out of training once.
public struct CrossValidator: Estimator, Validator {
  public static let className = "org.apache.spark.ml.tuning.CrossValidator"
  public let uid: String
  public var params: Params
  public var estimator: (any Estimator)?
  public var estimatorParamMaps: [ParamMap] = []
  public var evaluator: (any Evaluator)?

  static let specs =
    ValidatorParams.specs(className) + [.integer("numFolds", 3, in: 2...Int.max), .column("foldCol", "")]

  public init(uid: String) {
    self.uid = uid
    params = Params(Self.specs, owner: "\(Self.shortName) \(uid)")
  }

  public func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    let search = try GridSearch(self)
    let count = params.integer("numFolds")
    let folds =
      if let column = params.text("foldCol") {
        try dataset.folds(count, column: column, cancellation)
      } else {
        try dataset.folds(count, seed: Int64(params.integer("seed")), uid: uid)
      }
    let results = try folds.map { try search.run($0, cancellation) }
    let averages = search.maps.indices.map { map in results.reduce(0) { $0 + $1[map].metric } / Double(count) }
    let deviations = search.maps.indices.map { map in
      (results.reduce(0) { $0 + ($1[map].metric - averages[map]) * ($1[map].metric - averages[map]) } / Double(count))
        .squareRoot()
    }
    var model = CrossValidatorModel(
      uid: uid, bestModel: try search.fitBest(averages, dataset, cancellation), avgMetrics: averages, stdMetrics: deviations,
      subModels: params.boolean("collectSubModels") ? results.map { $0.map(\.model) } : nil)
    model.search(as: self)
    return model
  }
}
