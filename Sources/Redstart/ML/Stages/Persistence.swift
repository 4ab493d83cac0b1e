import Foundation
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartTypes

// Saving and loading, in Spark's folder format. Paths are those of whoever runs the queries.

extension ServerModel {
  /// Saves the model.
  /// - Throws: an error when there is something at the path and it must not be overwritten.
  public func save(_ path: String, overwrite: Bool = false) async throws {
    var write = Spark_Connect_MlCommand.Write()
    write.objRef = ModelReference.message(reference.id)
    write.params = state.paramsMessage
    write.path = path
    write.shouldOverwrite = overwrite
    _ = try await reference.session.machineLearning(.write(write))
  }

  /// Loads a saved model.
  public static func load(_ session: SparkSession, _ path: String) async throws -> Self {
    let info = try await session.loadStage(className, .model, path)
    guard case .objRef(let object)? = info.type else { throw SparkError.internal("a model without a reference") }
    return Self(state: StageState(uid: info.uid), reference: ModelReference(session, object.id))
  }
}

extension MakeableStage {
  fileprivate static var kind: Spark_Connect_MlOperator.OperatorType {
    if Self.self is any Estimator.Type { return .estimator }
    return Self.self is any Evaluator.Type ? .evaluator : .transformer
  }

  /// Saves the stage with the parameters that were set.
  /// - Throws: an error when there is something at the path and it must not be overwritten.
  public func save(_ session: SparkSession, _ path: String, overwrite: Bool = false) async throws {
    var write = Spark_Connect_MlCommand.Write()
    write.operator = state.message(Self.className, Self.kind)
    write.params = state.paramsMessage
    write.path = path
    write.shouldOverwrite = overwrite
    _ = try await session.machineLearning(.write(write))
  }

  /// Loads a saved stage.
  public static func load(_ session: SparkSession, _ path: String) async throws -> Self {
    let info = try await session.loadStage(className, kind, path)
    return Self(state: StageState(uid: info.uid, params: try info.params.params.mapValues { try Literal($0) }))
  }
}

extension SparkSession {
  fileprivate func loadStage(
    _ className: String, _ type: Spark_Connect_MlOperator.OperatorType, _ path: String
  ) async throws -> Spark_Connect_MlCommandResult.MlOperatorInfo {
    var read = Spark_Connect_MlCommand.Read()
    read.operator = StageState(uid: "").message(className, type)
    read.path = path
    let result = try await machineLearning(.read(read))
    guard case .operatorInfo(let info)? = result.resultType else { throw SparkError.internal("a stage without its description") }
    return info
  }

  /// Removes what is at a path, when that is allowed.
  fileprivate func makeRoom(_ path: String, overwrite: Bool) async throws {
    var fetch = Spark_Connect_Fetch()
    fetch.objRef = ModelReference.message("______ML_CONNECT_HELPER______")
    var call = Spark_Connect_Fetch.Method()
    call.method = "handleOverwrite"
    call.args = [path.literal, overwrite.literal].map { literal in
      var message = Spark_Connect_Fetch.Method.Args()
      message.param = literal.expression.literal
      return message
    }
    fetch.methods = [call]
    _ = try await machineLearning(.fetch(fetch))
  }
}

/// The description of a saved pipeline, which stands apart from its stages.
private struct PipelineMetadata: Codable {
  struct Params: Codable { var stageUids: [String] }
  struct Empty: Codable {}
  var `class`: String
  var timestamp: Int64
  var sparkVersion: String
  var uid: String
  var paramMap: Params
  var defaultParamMap = Empty()
}

/// The name of a saved stage.
private struct StageMetadata: Decodable {
  var `class`: String
}

extension SparkSession {
  fileprivate func savePipeline(
    _ className: String, _ uid: String, _ stages: [any PipelineStage], _ path: String, overwrite: Bool
  ) async throws {
    for stage in stages
    where !(stage is any ServerModel || stage is any MakeableStage || stage is Pipeline || stage is PipelineModel) {
      throw SparkError.unsupported("saving the stage \(type(of: stage).className)", "Save the other stages by themselves.")
    }
    try await makeRoom(path, overwrite: overwrite)
    let metadata = PipelineMetadata(
      class: className, timestamp: Int64(Date().timeIntervalSince1970 * 1000), sparkVersion: try await version, uid: uid,
      paramMap: .init(stageUids: stages.map(\.uid)))
    let text = String(decoding: try JSONEncoder().encode(metadata), as: UTF8.self)
    try await createDataFrame([Row(text)], ["value"]).coalesce(1).write.text(path + "/metadata")
    for (index, stage) in stages.enumerated() {
      let target = stagePath(path, index, stages.count, stage.uid)
      switch stage {
      case let model as any ServerModel: try await model.save(target)
      case let stage as any MakeableStage: try await stage.save(self, target)
      case let pipeline as Pipeline: try await pipeline.save(self, target)
      case let model as PipelineModel: try await model.save(self, target)
      default: break
      }
    }
  }

  fileprivate func loadPipeline(_ path: String) async throws -> (uid: String, stages: [any PipelineStage]) {
    let metadata = try await metadata(path, as: PipelineMetadata.self)
    var stages: [any PipelineStage] = []
    let names = metadata.paramMap.stageUids
    for (index, name) in names.enumerated() {
      let target = stagePath(path, index, names.count, name)
      let className = try await self.metadata(target, as: StageMetadata.self).class
      switch className {
      case Pipeline.className: stages.append(try await Pipeline.load(self, target))
      case PipelineModel.className: stages.append(try await PipelineModel.load(self, target))
      default:
        guard let type = StageTypes.all.first(where: { $0.className == className }) else {
          throw SparkError.unsupported("loading the stage \(className)", "Load the other stages by themselves.")
        }
        if let type = type as? any ServerModel.Type {
          stages.append(try await type.load(self, target))
        } else if let type = type as? any MakeableStage.Type {
          stages.append(try await type.load(self, target))
        }
      }
    }
    return (metadata.uid, stages)
  }

  private func metadata<T: Decodable>(_ path: String, as type: T.Type) async throws -> T {
    guard let line = try await read.text(path + "/metadata").first() else {
      throw SparkError("ML_INVALID_MODEL", ["path": path, "reason": "its metadata is empty"])
    }
    do {
      return try JSONDecoder().decode(type, from: Data(try line.get(0, as: String.self).utf8))
    } catch {
      throw SparkError("ML_INVALID_MODEL", ["path": path, "reason": "its metadata cannot be read: \(error)"])
    }
  }

  private func stagePath(_ path: String, _ index: Int, _ count: Int, _ uid: String) -> String {
    let number = String(index)
    return "\(path)/stages/\(String(repeating: "0", count: String(count).count - number.count))\(number)_\(uid)"
  }
}

extension Pipeline {
  /// Saves the pipeline and its stages.
  public func save(_ session: SparkSession, _ path: String, overwrite: Bool = false) async throws {
    try await session.savePipeline(Self.className, uid, stages, path, overwrite: overwrite)
  }

  public static func load(_ session: SparkSession, _ path: String) async throws -> Pipeline {
    let (uid, stages) = try await session.loadPipeline(path)
    var pipeline = Pipeline(stages)
    pipeline.state = StageState(uid: uid)
    return pipeline
  }
}

extension PipelineModel {
  /// Saves the model and its stages.
  public func save(_ session: SparkSession, _ path: String, overwrite: Bool = false) async throws {
    try await session.savePipeline(Self.className, uid, stages, path, overwrite: overwrite)
  }

  public static func load(_ session: SparkSession, _ path: String) async throws -> PipelineModel {
    let (uid, stages) = try await session.loadPipeline(path)
    let transformers = stages.compactMap { $0 as? any Transformer }
    guard transformers.count == stages.count else {
      throw SparkError("ML_INVALID_MODEL", ["path": path, "reason": "it has stages that were never fitted"])
    }
    var model = PipelineModel(transformers)
    model.state = StageState(uid: uid)
    return model
  }
}
