/// Learns numbers for texts: the most frequent one gets 0.
public struct StringIndexer: ServerEstimator, HasInputCol, HasOutputCol, HasInputCols, HasOutputCols, HasHandleInvalid {
  public typealias FittedModel = StringIndexerModel
  public static let className = "org.apache.spark.ml.feature.StringIndexer"
  public var state: StageState
  public init(state: StageState) { self.state = state }

  /// How texts get their numbers: `frequencyDesc`, `frequencyAsc`, `alphabetDesc` or `alphabetAsc`.
  public func setStringOrderType(_ value: String) -> Self { set("stringOrderType", value) }
}

/// Numbers for texts.
public struct StringIndexerModel: ServerModel, HasInputCol, HasOutputCol, HasInputCols, HasOutputCols, HasHandleInvalid {
  public static let className = "org.apache.spark.ml.feature.StringIndexerModel"
  public var state: StageState
  public let reference: ModelReference

  public init(state: StageState, reference: ModelReference) {
    self.state = state
    self.reference = reference
  }

  /// The texts of a single column, by their numbers.
  public var labels: [String] { get async throws { try await ask("labels") } }
  /// The texts of each column, by their numbers.
  public var labelsArray: [[String]] { get async throws { try await ask("labelsArray") } }
}
