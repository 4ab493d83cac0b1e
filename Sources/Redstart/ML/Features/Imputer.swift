/// Learns what to put where numbers are missing.
public struct Imputer: ServerEstimator, HasInputCol, HasOutputCol, HasInputCols, HasOutputCols {
  public typealias FittedModel = ImputerModel
  public static let className = "org.apache.spark.ml.feature.Imputer"
  public var state: StageState
  public init(state: StageState) { self.state = state }

  /// What is put in: `mean`, `median` or `mode`.
  public func setStrategy(_ value: String) -> Self { set("strategy", value) }

  /// The value that counts as missing, besides null.
  public func setMissingValue(_ value: Double) -> Self { set("missingValue", value) }

  /// How exact the median is.
  public func setRelativeError(_ value: Double) -> Self { set("relativeError", value) }
}

/// Numbers in place of missing ones.
public struct ImputerModel: ServerModel, HasInputCol, HasOutputCol, HasInputCols, HasOutputCols {
  public static let className = "org.apache.spark.ml.feature.ImputerModel"
  public var state: StageState
  public let reference: ModelReference

  public init(state: StageState, reference: ModelReference) {
    self.state = state
    self.reference = reference
  }

  /// What is put in, a column each.
  public var surrogateDF: DataFrame { rows("surrogateDF") }
}
