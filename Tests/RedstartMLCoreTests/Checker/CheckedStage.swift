import RedstartMLCore
import RedstartMLEvaluation
import RedstartMLFeatures
import RedstartMLTrees
import Testing

/// A registered class that can be made by name, as an argument of the checks.
///
/// A class becomes one by standing in its module's `Registered/` folder. What it is checked with stands in `StageExamples`.
struct CheckedStage: Sendable, CustomTestStringConvertible {
  let type: any Operator.Type

  var name: String { type.shortName }
  var testDescription: String { name }

  static let types: [any PipelineStage.Type] = FeatureStages.all + TreeStages.all + EvaluationStages.all
  static let registry = MLRegistry(types)

  static let all: [CheckedStage] = types.compactMap { ($0 as? any Operator.Type).map { CheckedStage(type: $0) } }
    .sorted { $0.name < $1.name }
  static let estimators = all.filter { $0.type is any Estimator.Type }
  static let transformers = all.filter { $0.type is any Transformer.Type }
  static let evaluators = all.filter { $0.type is any Evaluator.Type }
  static let weighted = all.filter { $0.type.init(uid: "weighted").params.spec("weightCol") != nil }

  /// What the class is checked with.
  var example: StageExample {
    get throws {
      try #require(
        StageExamples.all[name],
        "\(name) is registered, but StageExamples.swift has no example for it: add the parameters that it needs to run.")
    }
  }

  /// The stage with its example's parameters.
  func make() throws -> any Operator {
    try type.init(uid: "\(name)_0123456789ab").setting(try example.params)
  }

  /// What a stage does with rows: its own work for transformers and evaluators, fitting and then transforming for estimators.
  func outcome(_ dataset: Dataset, _ stage: any Operator) throws -> StageOutcome {
    if let evaluator = stage as? any Evaluator { return .metric(try evaluator.evaluate(dataset, .init())) }
    return .rows(try transformer(stage, fittedOn: dataset).transform(dataset))
  }

  /// The model that an estimator learns, or the transformer itself.
  func transformer(_ stage: any PipelineStage, fittedOn dataset: Dataset) throws -> any Transformer {
    if let estimator = stage as? any Estimator { return try estimator.fit(dataset, .init()) }
    return try #require(stage as? any Transformer)
  }
}

/// What came of a stage.
enum StageOutcome {
  case rows(Dataset)
  case metric(Double)
}
