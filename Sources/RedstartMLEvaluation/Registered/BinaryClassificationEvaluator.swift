import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore
import RedstartTypes

/// Area under the ROC or the precision-recall curve.
public struct BinaryClassificationEvaluator: Evaluator {
  public static let className = "org.apache.spark.ml.evaluation.BinaryClassificationEvaluator"
  public let uid: String
  public var params: Params

  public init(uid: String) {
    self.uid = uid
    params = Params(
      [
        .choice("metricName", "areaUnderROC", of: ["areaUnderROC", "areaUnderPR"]), .column("labelCol", "label"),
        .column("rawPredictionCol", "rawPrediction"), .column("weightCol"), .integer("numBins", 1000, in: 0...Int.max),
      ], owner: "\(Self.shortName) \(uid)")
  }

  public var isLargerBetter: Bool { true }

  public func evaluate(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> Double {
    let curve = try curve(dataset, cancellation)
    return params.string("metricName") == "areaUnderPR" ? curve.areaUnderPR : curve.areaUnderROC
  }

  /// The curve that the areas lie under.
  public func curve(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> BinaryCurve {
    let raw = try dataset.column(try params.column("rawPredictionCol"))
    guard raw.type == .udt(.vector) || raw.type == .double else {
      throw SparkError(
        "ML_COLUMN_TYPE", ["column": raw.name, "expected": "double or vector", "actual": raw.type.simpleString])
    }
    let score = raw.type == .double ? .attribute(raw) : dataset.element(at: .literal(.double(1)), of: raw)
    let label = try dataset.numericColumn(try params.column("labelCol"))
    let weight = try params.text("weightCol").map { try dataset.numericColumn($0) }
    let rows = try EvaluationColumns(dataset, [score, label], weight: weight, cancellation)
    return BinaryCurve(scores: rows[0], labels: rows[1], weights: rows.weights, bins: params.integer("numBins"))
  }
}
