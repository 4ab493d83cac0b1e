import RedstartDiagnostics

/// All known stages by class name.
public struct MLRegistry: Sendable {
  private let types: [String: any PipelineStage.Type]

  public init(_ types: [any PipelineStage.Type]) {
    self.types = Dictionary(
      (types + [Pipeline.self, PipelineModel.self]).map { ($0.className, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public func type(_ className: String) -> (any PipelineStage.Type)? { types[className] }

  /// A new estimator, transformer or evaluator.
  /// - Throws: `CONNECT_ML.UNSUPPORTED_EXCEPTION` for an unknown class.
  public func make(_ className: String, uid: String) throws -> any Operator {
    guard let type = types[className] as? any Operator.Type else {
      throw SparkError(
        "CONNECT_ML.UNSUPPORTED_EXCEPTION",
        ["message": "Redstart does not have \(className) yet. It has \(names.joined(separator: ", "))."])
    }
    return type.init(uid: uid)
  }

  /// The short names of what can be made.
  public var names: [String] {
    types.values.compactMap { ($0 as? any Operator.Type).map { $0.shortName } }.sorted()
  }
}
