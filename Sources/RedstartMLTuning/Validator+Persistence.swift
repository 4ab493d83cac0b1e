import RedstartDiagnostics
import RedstartMLCore
import RedstartTypes

/// Validators as Spark lays them out: the settings as texts of JSON in the metadata, estimator, evaluator and models in folders.
extension Validator {
  /// Metadata and parts that validators and their models have in common.
  func validatorParts(
    extras: [(name: String, value: JSONValue)] = []
  ) throws -> (metadata: StageMetadata, stages: [(path: String, stage: any PipelineStage)]) {
    let search = try GridSearch(self)
    var metadata = StageMetadata(self, extras: extras)
    let set = Set(metadata.explicit.map(\.name))
    metadata.explicit += metadata.defaults.filter { !set.contains($0.name) }
    let maps = search.maps.map { map in
      JSONValue.array(
        map.sorted.map { key, value in
          .object([
            JSONMember("parent", .string(key.parent)), JSONMember("name", .string(key.name)),
            JSONMember("value", .string(value.json.text)), JSONMember("isJson", .string("true")),
          ])
        })
    }
    metadata.explicit.append((name: "estimatorParamMaps", value: .array(maps)))
    return (metadata, [("evaluator", search.evaluator), ("estimator", search.estimator)])
  }

  /// Reads back what ``validatorParts(extras:)`` or PySpark wrote.
  mutating func restore(_ metadata: StageMetadata, _ part: (String) throws -> any PipelineStage) throws {
    func invalid(_ reason: String) -> SparkError { SparkError("ML_INVALID_MODEL", ["path": metadata.uid, "reason": reason]) }
    guard let estimator = try part("estimator") as? any Estimator else { throw invalid("it has no estimator") }
    guard let evaluator = try part("evaluator") as? any Evaluator else { throw invalid("it has no evaluator") }
    let specs = Dictionary(
      (ParamMap.stages(of: estimator) + [evaluator]).map { ($0.uid, $0.params) }, uniquingKeysWith: { first, _ in first })
    let saved = metadata.explicit.first { $0.name == "estimatorParamMaps" }?.value.array ?? []
    self.estimator = estimator
    self.evaluator = evaluator
    estimatorParamMaps = try saved.map { entries in
      var map = ParamMap()
      for entry in entries.array ?? [] {
        guard let parent = entry["parent"]?.string, let name = entry["name"]?.string, let spec = specs[parent]?.spec(name),
          let text = entry["value"]?.string, let json = try? JSONValue(parsing: text), let value = spec.kind.value(json)
        else { throw invalid("a setting of the grid is not a value of a parameter of the estimator: \(entry.text)") }
        map.values[ParamMap.Key(parent, name)] = value
      }
      return map
    }
    var settings = metadata
    settings.explicit.removeAll { $0.name == "estimatorParamMaps" }
    params = try settings.applied(to: params)
  }
}

extension StageMetadata {
  fileprivate func metrics(_ name: String) -> [Double] {
    if case .doubles(let numbers)? = extra(name).flatMap({ ParamKind.doubles.value($0) }) { numbers } else { [] }
  }

  fileprivate var hasSubModels: Bool { extra("persistSubModels") == .boolean(true) }

  fileprivate func model(_ path: String, _ part: (String) throws -> any PipelineStage) throws -> any Model {
    guard let model = try part(path) as? any Model else {
      throw SparkError("ML_INVALID_MODEL", ["path": "\(uid)/\(path)", "reason": "it is no model"])
    }
    return model
  }

  /// How many settings the grid has.
  fileprivate var settingCount: Int { explicit.first { $0.name == "estimatorParamMaps" }?.value.array?.count ?? 0 }
}

extension CrossValidator: CompositeStage {
  public func parts() throws -> (metadata: StageMetadata, stages: [(path: String, stage: any PipelineStage)]) {
    try validatorParts()
  }

  public init(_ metadata: StageMetadata, part: (String) throws -> any PipelineStage) throws {
    self.init(uid: metadata.uid)
    try restore(metadata, part)
  }
}

extension CrossValidatorModel: CompositeStage {
  public func parts() throws -> (metadata: StageMetadata, stages: [(path: String, stage: any PipelineStage)]) {
    var (metadata, stages) = try validatorParts(extras: [
      ("avgMetrics", ParamValue.doubles(avgMetrics).json), ("stdMetrics", ParamValue.doubles(stdMetrics).json),
      ("persistSubModels", .boolean(subModels != nil)),
    ])
    stages.append(("bestModel", bestModel))
    for (fold, models) in (subModels ?? []).enumerated() {
      stages += models.enumerated().map { ("subModels/fold\(fold)/\($0)", $1) }
    }
    return (metadata, stages)
  }

  public init(_ metadata: StageMetadata, part: (String) throws -> any PipelineStage) throws {
    let folds = metadata.explicit.first { $0.name == "numFolds" }?.value.integer ?? 3
    let subModels =
      metadata.hasSubModels
      ? try (0..<Int(folds)).map { fold in
        try (0..<metadata.settingCount).map { try metadata.model("subModels/fold\(fold)/\($0)", part) }
      } : nil
    self.init(
      uid: metadata.uid, bestModel: try metadata.model("bestModel", part), avgMetrics: metadata.metrics("avgMetrics"),
      stdMetrics: metadata.metrics("stdMetrics"), subModels: subModels)
    try restore(metadata, part)
  }
}

extension TrainValidationSplit: CompositeStage {
  public func parts() throws -> (metadata: StageMetadata, stages: [(path: String, stage: any PipelineStage)]) {
    try validatorParts()
  }

  public init(_ metadata: StageMetadata, part: (String) throws -> any PipelineStage) throws {
    self.init(uid: metadata.uid)
    try restore(metadata, part)
  }
}

extension TrainValidationSplitModel: CompositeStage {
  public func parts() throws -> (metadata: StageMetadata, stages: [(path: String, stage: any PipelineStage)]) {
    var (metadata, stages) = try validatorParts(extras: [
      ("validationMetrics", ParamValue.doubles(validationMetrics).json), ("persistSubModels", .boolean(subModels != nil)),
    ])
    stages.append(("bestModel", bestModel))
    stages += (subModels ?? []).enumerated().map { ("subModels/\($0)", $1) }
    return (metadata, stages)
  }

  public init(_ metadata: StageMetadata, part: (String) throws -> any PipelineStage) throws {
    let subModels =
      metadata.hasSubModels ? try (0..<metadata.settingCount).map { try metadata.model("subModels/\($0)", part) } : nil
    self.init(
      uid: metadata.uid, bestModel: try metadata.model("bestModel", part),
      validationMetrics: metadata.metrics("validationMetrics"), subModels: subModels)
    try restore(metadata, part)
  }
}
