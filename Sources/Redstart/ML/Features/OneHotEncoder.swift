/// Learns how many categories columns of numbers have, to make vectors of zeros with a one.
public struct OneHotEncoder: ServerEstimator, HasInputCol, HasOutputCol, HasInputCols, HasOutputCols, HasHandleInvalid {
  public typealias FittedModel = OneHotEncoderModel
  public static let className = "org.apache.spark.ml.feature.OneHotEncoder"
  public var state: StageState
  public init(state: StageState) { self.state = state }

  /// Whether the last category gets the vector of zeros.
  public func setDropLast(_ value: Bool) -> Self { set("dropLast", value) }
}

/// Vectors for categories.
public struct OneHotEncoderModel: ServerModel, HasInputCol, HasOutputCol, HasInputCols, HasOutputCols, HasHandleInvalid {
  public static let className = "org.apache.spark.ml.feature.OneHotEncoderModel"
  public var state: StageState
  public let reference: ModelReference

  public init(state: StageState, reference: ModelReference) {
    self.state = state
    self.reference = reference
  }

  /// Whether the last category gets the vector of zeros.
  public func setDropLast(_ value: Bool) -> Self { set("dropLast", value) }
  /// The number of categories of each column.
  public var categorySizes: [Int] { get async throws { try await ask("categorySizes") } }
}
