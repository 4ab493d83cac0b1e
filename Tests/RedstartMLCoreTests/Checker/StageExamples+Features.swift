import RedstartMLCore

extension StageExamples {
  /// Stages that make a column of one other column.
  private static func one(_ column: String, _ more: [String: ParamValue] = [:]) -> StageExample {
    let columns: [String: ParamValue] = ["inputCol": .string(column), "outputCol": "o"]
    return StageExample(params: columns.merging(more) { $1 }, inputs: ["inputCol"])
  }

  static let features: [String: StageExample] = [
    "Binarizer": one("number", ["threshold": 2.0]),
    "Bucketizer": one("number", ["splits": .doubles([-.infinity, 1, 3, .infinity])]),
    "CountVectorizer": one("words"),
    "DCT": one("features"),
    "FeatureHasher": StageExample(
      params: ["inputCols": .strings(["number", "text", "flag"]), "outputCol": "o", "numFeatures": 16], inputs: ["inputCols"]),
    "HashingTF": one("words", ["numFeatures": 16]),
    "IDF": one("features"),
    "Imputer": StageExample(
      params: ["inputCols": .strings(["number"]), "outputCols": .strings(["o"])], inputs: ["inputCols"]),
    "IndexToString": one("label", ["labels": .strings(["no", "yes"])]),
    "Interaction": StageExample(
      params: ["inputCols": .strings(["number", "features"]), "outputCol": "o"], inputs: ["inputCols"]),
    "MaxAbsScaler": one("features"),
    "MinMaxScaler": one("features"),
    "NGram": one("words"),
    "Normalizer": one("features"),
    "OneHotEncoder": one("label"),
    "PCA": one("features", ["k": 2]),
    "PolynomialExpansion": one("features"),
    "QuantileDiscretizer": one("number", ["numBuckets": 3]),
    "RegexTokenizer": one("text"),
    "RobustScaler": one("features"),
    "SQLTransformer": StageExample(params: ["statement": "SELECT *, number + 1 AS o FROM __THIS__"]),
    "StandardScaler": one("features"),
    "StopWordsRemover": one("words"),
    "StringIndexer": one("text"),
    "TargetEncoder": one("prediction"),
    "Tokenizer": one("text"),
    "UnivariateFeatureSelector": StageExample(
      params: ["outputCol": "o", "featureType": "continuous", "labelType": "categorical", "selectionThreshold": 2.0],
      inputs: ["featuresCol", "labelCol"]),
    "VarianceThresholdSelector": StageExample(params: ["outputCol": "o"], inputs: ["featuresCol"]),
    "VectorAssembler": StageExample(
      params: ["inputCols": .strings(["number", "features", "count", "flag"]), "outputCol": "o"], inputs: ["inputCols"]),
    "VectorIndexer": one("features", ["maxCategories": 5]),
    "VectorSizeHint": StageExample(params: ["inputCol": "features", "size": 4], inputs: ["inputCol"]),
  ]
}
