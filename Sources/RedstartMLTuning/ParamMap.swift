import RedstartDiagnostics
import RedstartMLCore

/// Values of parameters of one or several stages, as a search tries them.
public struct ParamMap: Hashable, Sendable {
  public struct Key: Hashable, Sendable {
    /// The uid of the stage.
    public var parent: String
    public var name: String

    public init(_ parent: String, _ name: String) {
      self.parent = parent
      self.name = name
    }
  }

  public var values: [Key: ParamValue] = [:]

  public init() {}

  /// The values in the order of stages and names.
  var sorted: [(key: Key, value: ParamValue)] {
    values.sorted { ($0.key.parent, $0.key.name) < ($1.key.parent, $1.key.name) }
  }

  /// The estimator with those values set, in itself or in the stages of a pipeline.
  /// - Throws: `ML_UNKNOWN_PARAM` for a value of a stage that is not there, `ML_INVALID_PARAM`.
  public func applied(to estimator: any Estimator) throws -> any Estimator {
    let uids = Set(Self.stages(of: estimator).map(\.uid))
    if let stray = values.keys.first(where: { !uids.contains($0.parent) }) {
      throw SparkError("ML_UNKNOWN_PARAM", ["param": "\(stray.name) of \(stray.parent)", "owner": estimator.params.owner])
    }
    guard let result = try applied(toStage: estimator) as? any Estimator else {
      throw SparkError.internal("a stage changed its kind")
    }
    return result
  }

  private func applied(toStage stage: any PipelineStage) throws -> any PipelineStage {
    var result = stage
    if var pipeline = stage as? Pipeline {
      pipeline.stages = try pipeline.stages.map(applied(toStage:))
      result = pipeline
    }
    for (key, value) in sorted where key.parent == stage.uid { try result.params.set(key.name, value) }
    return result
  }

  /// The stage and those inside it.
  static func stages(of stage: any PipelineStage) -> [any PipelineStage] {
    [stage] + ((stage as? Pipeline)?.stages.flatMap(stages(of:)) ?? [])
  }
}
