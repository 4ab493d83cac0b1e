import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Accuracy, F-measures, precision, recall and their kin.
public struct MulticlassClassificationEvaluator: Evaluator {
  public static let className = "org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator"
  public let uid: String
  public var params: Params

  static let metrics = [
    "f1", "accuracy", "weightedPrecision", "weightedRecall", "weightedTruePositiveRate", "weightedFalsePositiveRate",
    "weightedFMeasure", "truePositiveRateByLabel", "falsePositiveRateByLabel", "precisionByLabel", "recallByLabel",
    "fMeasureByLabel", "logLoss", "hammingLoss",
  ]

  public init(uid: String) {
    self.uid = uid
    params = Params(
      [
        .choice("metricName", "f1", of: Self.metrics), .column("labelCol", "label"), .column("predictionCol", "prediction"),
        .column("probabilityCol", "probability"), .column("weightCol"),
        .double("metricLabel", 0, bounds: "a number of at least 0") { $0 >= 0 },
        .double("beta", 1, bounds: "a number greater than 0") { $0 > 0 },
        .double("eps", 1e-15, bounds: "a number between 0 and 0.5") { $0 > 0 && $0 < 0.5 },
      ], owner: "\(Self.shortName) \(uid)")
  }

  public var isLargerBetter: Bool {
    !["weightedFalsePositiveRate", "falsePositiveRateByLabel", "logLoss", "hammingLoss"].contains(params.string("metricName"))
  }

  public func evaluate(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> Double {
    let metric = params.string("metricName")
    if metric == "logLoss" { return try logLoss(dataset, cancellation) }
    let metrics = try metrics(dataset, cancellation)
    let (wanted, beta) = (params.double("metricLabel"), params.double("beta"))
    if metric.hasSuffix("ByLabel"), !metrics.hasLabel(wanted) {
      throw SparkError(
        "ML_INVALID_VALUE", ["reason": "No row has the label \(javaText(wanted)). Set metricLabel to a label of the rows."])
    }
    switch metric {
    case "accuracy": return metrics.accuracy
    case "weightedPrecision": return metrics.weighted(metrics.precision)
    case "weightedRecall", "weightedTruePositiveRate": return metrics.weighted(metrics.recall)
    case "weightedFalsePositiveRate": return metrics.weighted(metrics.falsePositiveRate)
    case "weightedFMeasure": return metrics.weighted { metrics.fMeasure($0, beta) }
    case "truePositiveRateByLabel", "recallByLabel": return metrics.recall(wanted)
    case "falsePositiveRateByLabel": return metrics.falsePositiveRate(wanted)
    case "precisionByLabel": return metrics.precision(wanted)
    case "fMeasureByLabel": return metrics.fMeasure(wanted, beta)
    case "hammingLoss": return metrics.hammingLoss
    default: return metrics.weighted { metrics.fMeasure($0, 1) }
    }
  }

  /// Everything that follows from labels and predictions alone, from one pass over the rows.
  public func metrics(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> MulticlassMetrics {
    let prediction = try dataset.numericColumn(try params.column("predictionCol"))
    let label = try dataset.numericColumn(try params.column("labelCol"))
    let rows = try EvaluationColumns(dataset, [label, prediction], weight: params.castWeight, cancellation)
    if rows[0].contains(where: \.isNaN) {
      throw SparkError("ML_INVALID_VALUE", ["reason": "A label is NaN. Leave such rows out."])
    }
    return MulticlassMetrics(labels: rows[0], predictions: rows[1], weights: rows.weights)
  }

  /// The mean of the logarithms of the probabilities that the right classes were given.
  private func logLoss(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> Double {
    let prediction = try dataset.numericColumn(try params.column("predictionCol"))
    let label = try dataset.numericColumn(try params.column("labelCol"))
    let name = try params.column("probabilityCol")
    guard let column = try? dataset.vectorColumn(name) else {
      throw SparkError(
        "ML_CONFLICTING_PARAMS",
        ["owner": params.owner, "reason": "logLoss needs vectors of probabilities, and there are none in column \(name)"])
    }
    let probability = dataset.element(at: label, of: column) { label in
      SparkError("ML_INVALID_VALUE", ["reason": "\(javaText(label)) is no label: labels are whole numbers of at least 0."])
    }
    let rows = try EvaluationColumns(dataset, [probability, prediction], weight: params.castWeight, cancellation)
    guard rows.rowCount > 0 else { throw SparkError("ML_NOTHING_TO_MEASURE", as: .unsupportedOperation) }
    let eps = params.double("eps")
    var sum = 0.0
    var total = 0.0
    for (row, value) in rows[0].enumerated() {
      let weight = rows.weights?[row] ?? 1
      // A probability that is NaN stays so.
      sum -= weight * log(value.isNaN ? value : min(max(value, eps), 1 - eps))
      total += weight
    }
    return sum / total
  }
}
