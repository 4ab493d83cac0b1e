/// A query over the rows, which are called `__THIS__` in it.
public struct SQLTransformer: ServerTransformer {
  public static let className = "org.apache.spark.ml.feature.SQLTransformer"
  public var state: StageState
  public init(state: StageState) { self.state = state }

  /// The query, such as `SELECT *, a + b AS c FROM __THIS__`.
  public func setStatement(_ value: String) -> Self { set("statement", value) }
}
