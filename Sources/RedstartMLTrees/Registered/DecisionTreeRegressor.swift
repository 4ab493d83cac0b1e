import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Learns a decision tree for numbers.
public struct DecisionTreeRegressor: Estimator {
  public static let className = "org.apache.spark.ml.regression.DecisionTreeRegressor"
  public let uid: String
  public var params: Params

  static let specs = TreeParams.prediction + TreeParams.regression + TreeParams.learning

  public init(uid: String) {
    self.uid = uid
    params = Params(Self.specs, owner: "\(Self.shortName) \(uid)", defaults: ["seed": TreeParams.seed(Self.className)])
  }

  public func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    let rows = try TrainingRows(dataset, params, outputs: ["predictionCol", "varianceCol", "leafCol"])
    let tasks = FitTasks(dataset, cancellation)
    let empty = SparkError("ML_EMPTY_DATASET", as: .illegalArgument)
    let matrix = try rows.read(tasks, cancellation, ifEmpty: empty) { label in
      label.isInfinite ? "Labels MUST NOT be Infinity, but got \(javaText(label))" : nil
    }
    let categories = try rows.features.categoryCounts()
    let grower = TreeGrower(
      matrix, TreeParameters(params, impurity: .variance, classCount: 0, categories: categories),
      tasks)
    var model = DecisionTreeRegressionModel(uid: uid, tree: try grower.grow())
    model.params = model.params.copying(params)
    return model
  }
}
