import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore

/// Errors and explained variance of predicted numbers.
public struct RegressionEvaluator: Evaluator {
  public static let className = "org.apache.spark.ml.evaluation.RegressionEvaluator"
  public let uid: String
  public var params: Params

  public init(uid: String) {
    self.uid = uid
    params = Params(
      [
        .choice("metricName", "rmse", of: ["mse", "rmse", "r2", "mae", "var"]), .column("labelCol", "label"),
        .column("predictionCol", "prediction"), .column("weightCol"), .boolean("throughOrigin", false),
      ], owner: "\(Self.shortName) \(uid)")
  }

  public var isLargerBetter: Bool { ["r2", "var"].contains(params.string("metricName")) }

  public func evaluate(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> Double {
    let prediction = try dataset.numericColumn(try params.column("predictionCol"))
    let label = try dataset.numericColumn(try params.column("labelCol"))
    let rows = try EvaluationColumns(dataset, [prediction, label], weight: params.castWeight, cancellation)
    let (predictions, labels) = (rows[0], rows[1])
    var squaredWeights = 0.0
    var (weight, labelSum, squaredLabels, squaredErrors, absoluteErrors) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for row in labels.indices {
      let w = rows.weights?[row] ?? 1
      let error = labels[row] - predictions[row]
      weight += w
      squaredWeights += w * w
      labelSum += w * labels[row]
      squaredLabels += w * labels[row] * labels[row]
      squaredErrors += w * error * error
      absoluteErrors += w * abs(error)
    }
    guard weight > 0 else { throw SparkError("ML_NOTHING_TO_MEASURE") }
    let mean = labelSum / weight
    func squaresAroundMean(_ values: [Double]) -> Double {
      values.indices.reduce(0) { $0 + (rows.weights?[$1] ?? 1) * (values[$1] - mean) * (values[$1] - mean) }
    }
    switch params.string("metricName") {
    case "mse": return squaredErrors / weight
    case "mae": return absoluteErrors / weight
    case "r2":
      if params.boolean("throughOrigin") { return 1 - squaredErrors / squaredLabels }
      // Spark takes the unbiased variance of weighted rows times (weight - 1) for the sum of squares.
      let variance = squaresAroundMean(labels) / (weight - squaredWeights / weight)
      return 1 - squaredErrors / (variance * (weight - 1))
    case "var": return squaresAroundMean(predictions) / weight
    default: return (squaredErrors / weight).squareRoot()
    }
  }
}
