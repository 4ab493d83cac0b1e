/// Texts for numbers, the way back from ``StringIndexer``.
public struct IndexToString: ServerTransformer, HasInputCol, HasOutputCol {
  public static let className = "org.apache.spark.ml.feature.IndexToString"
  public var state: StageState
  public init(state: StageState) { self.state = state }

  /// The texts, by their numbers; those of the column when not set.
  public func setLabels(_ value: [String]) -> Self { set("labels", value) }
}
