import RedstartMLCore

/// What chooses among settings of an estimator by measuring them, before and after fitting.
public protocol Validator: PipelineStage {
  var estimator: (any Estimator)? { get set }
  /// The settings to try.
  var estimatorParamMaps: [ParamMap] { get set }
  var evaluator: (any Evaluator)? { get set }
}

extension Validator {
  /// A copy that tries those settings.
  public func searching(
    _ estimator: any Estimator, _ maps: [ParamMap], measuredBy evaluator: any Evaluator
  ) -> Self {
    var copy = self
    copy.estimator = estimator
    copy.estimatorParamMaps = maps
    copy.evaluator = evaluator
    return copy
  }

  /// Takes over what another validator searches.
  mutating func search(as other: some Validator) {
    estimator = other.estimator
    estimatorParamMaps = other.estimatorParamMaps
    evaluator = other.evaluator
    params = params.copying(other.params)
  }
}

enum ValidatorParams {
  static func specs(_ className: String) -> [ParamSpec] {
    [.seed(className), .integer("parallelism", 1, in: 1...Int.max), .boolean("collectSubModels", false)]
  }
}
