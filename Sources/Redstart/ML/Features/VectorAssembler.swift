/// Puts columns of numbers and vectors together into one vector.
public struct VectorAssembler: ServerTransformer, HasInputCols, HasOutputCol, HasHandleInvalid {
  public static let className = "org.apache.spark.ml.feature.VectorAssembler"
  public var state: StageState
  public init(state: StageState) { self.state = state }
}
