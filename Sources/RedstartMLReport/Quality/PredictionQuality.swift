import RedstartExecution
import RedstartMLCore
import RedstartMLEvaluation

/// How well a tree predicts the rows of a dataset.
public struct PredictionQuality: Sendable {
  /// Spark's names of the metrics, and their values.
  public private(set) var metrics: [(name: String, value: Double)] = []
  public private(set) var confusion: ConfusionMatrix?
  /// False and true positive rates of a tree that tells two classes apart.
  public private(set) var roc: [(x: Double, y: Double)] = []

  /// Measures predictions that a model has made; reads the rows once for classes, and once more for the curve of two classes.
  /// - Throws: what the evaluators throw.
  public init(_ predictions: Dataset, of tree: NamedTree, _ cancellation: CancellationToken = CancellationToken()) throws {
    if tree.tree.isRegression {
      for name in ["rmse", "mae", "r2"] {
        let evaluator = try RegressionEvaluator().setting(["metricName": .string(name), "labelCol": .string(tree.target)])
        metrics.append((name, try evaluator.evaluate(predictions, cancellation)))
      }
      return
    }
    if tree.classes.count == 2 {
      // By probability: the raw prediction of a tree is the count of its leaf, which does not rank rows.
      let evaluator = try BinaryClassificationEvaluator().setting([
        "rawPredictionCol": .string("probability"), "labelCol": .string(tree.target),
      ])
      let curve = try evaluator.curve(predictions, cancellation)
      roc = curve.roc
      metrics.append(("areaUnderROC", curve.areaUnderROC))
    }
    let found = try MulticlassClassificationEvaluator().setting("labelCol", .string(tree.target)).metrics(
      predictions, cancellation)
    metrics += [
      ("accuracy", found.accuracy), ("f1", found.weighted { found.fMeasure($0, 1) }),
      ("weightedPrecision", found.weighted(found.precision)), ("weightedRecall", found.weighted(found.recall)),
    ]
    confusion = ConfusionMatrix(found, classes: tree.classes)
  }

  /// The value of a metric by Spark's name.
  public func metric(_ name: String) -> Double? { metrics.first { $0.name == name }?.value }
}
