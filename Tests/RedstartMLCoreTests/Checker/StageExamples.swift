import RedstartMLCore

/// What a class needs to run on the ``ExampleTable``.
struct StageExample: Sendable {
  /// The parameters that it needs. Columns of the table are called by their content.
  var params: [String: ParamValue] = [:]
  /// Parameters that name columns to read: checked with names and types that are wrong.
  var inputs: [String] = []
  /// Whether rows come out in another number than they went in.
  var changesRows = false
}

/// An example for every class that the checks find in the registries.
enum StageExamples {
  static let all = features.merging(trees) { $1 }.merging(evaluators) { $1 }

  private static let trees: [String: StageExample] = [
    "DecisionTreeClassifier": StageExample(
      params: ["predictionCol": "p", "rawPredictionCol": "r", "probabilityCol": "q", "maxDepth": 3],
      inputs: ["featuresCol", "labelCol", "weightCol"]),
    "DecisionTreeRegressor": StageExample(
      params: ["labelCol": "number", "predictionCol": "p", "varianceCol": "v", "maxDepth": 3],
      inputs: ["featuresCol", "labelCol", "weightCol"]),
  ]

  private static let evaluators: [String: StageExample] = [
    "BinaryClassificationEvaluator": StageExample(inputs: ["labelCol", "rawPredictionCol", "weightCol"]),
    "MulticlassClassificationEvaluator": StageExample(inputs: ["labelCol", "predictionCol", "weightCol"]),
    "RegressionEvaluator": StageExample(inputs: ["labelCol", "predictionCol", "weightCol"]),
  ]
}

extension ParamValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
}
