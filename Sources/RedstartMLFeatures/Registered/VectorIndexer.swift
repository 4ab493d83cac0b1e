import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore

/// Finds the elements of vectors that take few values and numbers these.
public struct VectorIndexer: Estimator {
  public static let className = "org.apache.spark.ml.feature.VectorIndexer"
  public let uid: String
  public var params: Params

  static let specs =
    Params.inputOutput(several: false) + [InvalidHandling.param, .integer("maxCategories", 20, in: 2...Int.max)]

  public init(uid: String) {
    self.uid = uid
    params = Params(Self.specs, owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  public func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    let column = try dataset.vectorColumn(try params.column("inputCol"))
    try dataset.requireAbsent(try params.column("outputCol"))
    let found = try dataset.summary(
      of: [.attribute(column)], startingWith: CategorySets(column: column.name, limit: params.integer("maxCategories")),
      cancellation)
    guard let count = found.featureCount else { throw SparkError("ML_EMPTY_DATASET") }
    var model = VectorIndexerModel(uid: uid, featureCount: count, categories: found.categories)
    model.params = model.params.copying(params)
    return model
  }
}
