import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Learns a decision tree for classes.
public struct DecisionTreeClassifier: Estimator {
  public static let className = "org.apache.spark.ml.classification.DecisionTreeClassifier"
  public let uid: String
  public var params: Params

  static let specs = TreeParams.prediction + TreeParams.classification + TreeParams.learning

  public init(uid: String) {
    self.uid = uid
    params = Params(Self.specs, owner: "\(Self.shortName) \(uid)", defaults: ["seed": TreeParams.seed(Self.className)])
  }

  public func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    let rows = try TrainingRows(dataset, params, outputs: ["predictionCol", "rawPredictionCol", "probabilityCol", "leafCol"])
    let tasks = FitTasks(dataset, cancellation)
    let label = try dataset.column(try params.column("labelCol"))
    let known = label.type == .double ? MLAttribute(label.metadata)?.categoryCount : nil
    let limit = known ?? 100
    let matrix = try rows.read(tasks, cancellation) { label in
      if label.rounded(.towardZero) != label { return "Labels MUST be Integers, but got \(javaText(label))" }
      if label >= 0, label < Double(limit) { return nil }
      return known == 2
        ? "Labels MUST be in {0, 1}, but got \(javaText(label))" : "Labels MUST be in [0, \(limit)), but got \(javaText(label))"
    }
    let classCount = known ?? Int(matrix.largestLabel) + 1
    try params.checkThresholds(classCount)
    let impurity = TreeParameters.Impurity(rawValue: params.string("impurity").lowercased()) ?? .gini
    let categories = try rows.features.categoryCounts()
    let grower = TreeGrower(
      matrix, TreeParameters(params, impurity: impurity, classCount: classCount, categories: categories),
      tasks)
    var model = DecisionTreeClassificationModel(uid: uid, tree: try grower.grow(), classCount: classCount)
    model.params = model.params.copying(params)
    return model
  }
}

extension Params {
  /// - Throws: `ML_CONFLICTING_PARAMS` when there are not as many thresholds as classes.
  func checkThresholds(_ classCount: Int) throws {
    guard let thresholds = doubles("thresholds"), thresholds.count != classCount else { return }
    throw SparkError(
      "ML_CONFLICTING_PARAMS",
      ["owner": owner, "reason": "there are \(thresholds.count) thresholds for \(classCount) classes"])
  }
}

extension FeatureMatrix {
  var largestLabel: Double {
    let pointer = labels.pointer(Double.self)
    var largest = 0.0
    for row in 0..<rowCount { largest = max(largest, pointer[row]) }
    return largest
  }
}

extension Attribute {
  /// The number of categories of each categorical feature of a vector column.
  /// - Throws: `ML_MISSING_ATTRIBUTES` for a categorical feature whose metadata does not say it.
  func categoryCounts() throws -> [Int: Int] {
    let group = AttributeGroup(metadata)
    for (index, attribute) in (group.attributes ?? []).enumerated() {
      if case .nominal(nil, nil) = attribute.kind {
        throw SparkError(
          "ML_MISSING_ATTRIBUTES",
          ["reason": "Feature \(index) is nominal (categorical), but its metadata does not say how many values it has."])
      }
    }
    return group.categories
  }
}
