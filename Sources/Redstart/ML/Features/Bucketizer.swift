/// Numbers for the ranges that numbers lie in.
public struct Bucketizer: ServerTransformer, HasInputCol, HasOutputCol, HasInputCols, HasOutputCols, HasHandleInvalid {
  public static let className = "org.apache.spark.ml.feature.Bucketizer"
  public var state: StageState
  public init(state: StageState) { self.state = state }

  /// The borders of the ranges, rising; the outermost may be infinite.
  public func setSplits(_ value: [Double]) -> Self { set("splits", value) }

  /// The borders for each of several columns.
  public func setSplitsArray(_ value: [[Double]]) -> Self { set("splitsArray", value) }
}
