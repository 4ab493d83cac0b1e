import RedstartMLCore
import RedstartTypes

/// A step of a pipeline, with parameters that are set by chained calls: `StringIndexer().setInputCol("carrier")`.
///
/// Stages are values: setting a parameter makes a copy. What is not set keeps the default that MLlib gives it.
public protocol PipelineStage: Sendable {
  /// The name of the class in Spark, such as `org.apache.spark.ml.feature.VectorAssembler`.
  static var className: String { get }
  /// What the stage is called and what was set.
  var state: StageState { get set }
  /// A copy with the parameters of a map that belong to it.
  func copying(_ map: ParamMap) -> Self
}

/// A name and the parameters that were set.
public struct StageState: Sendable, Hashable {
  public let uid: String
  /// The parameters that were set, by name.
  package var params: [String: Literal] = [:]

  package init(uid: String, params: [String: Literal] = [:]) {
    self.uid = uid
    self.params = params
  }

  /// A stage of a class, under a name of its own.
  package init(_ className: String) {
    self.init(uid: UniqueName.fresh(String(className.split(separator: ".").last ?? "stage")))
  }
}

extension PipelineStage {
  /// The name of this one stage.
  public var uid: String { state.uid }

  /// A copy with a parameter set, by its name in MLlib.
  public func set(_ name: String, _ value: some LiteralConvertible) -> Self {
    var copy = self
    copy.state.params[name] = value.literal
    return copy
  }

  /// Whether a parameter was set.
  public func isSet(_ name: String) -> Bool { state.params[name] != nil }

  /// What a parameter was set to; nil when it has its default.
  public func get(_ name: String) -> (any Sendable)? {
    state.params[name].flatMap { SwiftValue.of($0.value, $0.type) }
  }

  public func copying(_ map: ParamMap) -> Self {
    var copy = self
    for (key, value) in map.values where key.stage == uid { copy.state.params[key.name] = value }
    return copy
  }
}

/// A stage that is complete without data.
public protocol MakeableStage: PipelineStage {
  init(state: StageState)
}

extension MakeableStage {
  /// A stage with all parameters at their defaults.
  public init() { self.init(state: StageState(Self.className)) }
}

/// A stage that adds columns to a DataFrame; nothing is computed until rows are asked for.
public protocol Transformer: PipelineStage {
  func transform(_ frame: DataFrame) -> DataFrame
}

/// A stage that learns a model from a DataFrame.
public protocol Estimator: PipelineStage {
  associatedtype FittedModel: Transformer
  /// Learns from the rows.
  /// - Throws: errors of parameters and columns before any work; `OPERATION_CANCELED` when the task is cancelled.
  func fit(_ frame: DataFrame) async throws -> FittedModel
}

extension Estimator {
  /// Learns with other parameters.
  public func fit(_ frame: DataFrame, _ params: ParamMap) async throws -> FittedModel { try await copying(params).fit(frame) }
}

/// A stage that measures predictions.
public protocol Evaluator: PipelineStage {
  func evaluate(_ frame: DataFrame) async throws -> Double
  /// Whether larger results are better.
  var isLargerBetter: Bool { get }
}

/// Parameters for stages, by the names of the stages: what ``ParamGridBuilder`` makes.
public struct ParamMap: Sendable, Hashable {
  struct Key: Sendable, Hashable {
    var stage: String
    var name: String
  }
  var values: [Key: Literal] = [:]

  public init() {}

  /// A copy with a parameter of a stage.
  public func put(_ stage: any PipelineStage, _ name: String, _ value: any LiteralConvertible) -> ParamMap {
    var copy = self
    copy.values[Key(stage: stage.uid, name: name)] = value.literal
    return copy
  }
}
