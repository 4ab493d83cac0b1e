import RedstartDiagnostics
import RedstartExecution
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
    let label = try dataset.numericColumn(try params.column("labelCol"))
    if metric == "logLoss" { return try logLoss(dataset, cancellation) }
    let prediction = try dataset.numericColumn(try params.column("predictionCol"))
    let rows = try EvaluationColumns(dataset, [label, prediction], params, cancellation)
    let metrics = MulticlassMetrics(labels: rows[0], predictions: rows[1], weights: rows.weights)
    let (wanted, beta) = (params.double("metricLabel"), params.double("beta"))
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

  /// The mean of the logarithms of the probabilities that the right classes were given.
  private func logLoss(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> Double {
    let label = try dataset.numericColumn(try params.column("labelCol"))
    let column = try dataset.vectorColumn(try params.column("probabilityCol"))
    let labels = try EvaluationColumns(dataset, [label], params, cancellation)
    let eps = params.double("eps")
    var sum = 0.0
    var total = 0.0
    for (value, rows) in Dictionary(grouping: labels[0].indices, by: { labels[0][$0] }).sorted(by: { $0.key < $1.key }) {
      guard value >= 0, value < 1e6, value.rounded(.towardZero) == value else {
        throw SparkError(
          "USER_RAISED_EXCEPTION", ["errorMessage": "Labels MUST be whole numbers of at least 0, but got \(javaText(value))"])
      }
      let probabilities = try EvaluationColumns(dataset, [dataset.element(Int(value), of: column)], params, cancellation)
      for row in rows {
        let weight = labels.weights?[row] ?? 1
        let probability = min(max(probabilities[0][row], eps), 1 - eps)
        sum -= weight * log(probability)
        total += weight
      }
    }
    return sum / total
  }
}
