import Foundation
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartMLCore

extension CommandRunner {
  private var storage: StageStorage { StageStorage(session.engine, session.operators.registry) }

  /// Saves a model or another stage in Spark's folder format.
  func save(_ request: Spark_Connect_MlCommand.Write) throws {
    let stage: any PipelineStage
    switch request.type {
    case .objRef(let reference):
      stage = try session.models.find(reference.id).setting(try request.params.params.mapValues { try ParamValue($0) })
    case .operator(let message): stage = try converter.stage(message, request.params)
    case nil:
      throw SparkError(
        "CONNECT_INVALID_PLAN.INVALID_ONE_OF_FIELD_NOT_SET", ["fullName": "spark.connect.MlCommand.Write.type", "name": "type"])
    }
    let path = try Self.localPath(request.path)
    try storage.save(stage, to: path, overwrite: request.shouldOverwrite, operation.cancellation)
  }

  /// Loads what ``save(_:)`` or Spark has written.
  func load(_ request: Spark_Connect_MlCommand.Read) throws -> Spark_Connect_MlCommandResult.MlOperatorInfo {
    let path = try Self.localPath(request.path)
    let stage = try storage.load(path, operation.cancellation)
    guard request.operator.name.isEmpty || stage.className == request.operator.name else {
      throw SparkError(
        "ML_INVALID_MODEL", ["path": request.path, "reason": "it is a \(stage.className), not a \(request.operator.name)"])
    }
    var info = Spark_Connect_MlCommandResult.MlOperatorInfo()
    if let model = stage as? any Model, !(stage is any Operator) {
      info.objRef.id = session.models.keep(model)
    } else {
      info.name = stage.className
    }
    info.uid = stage.uid
    info.params.params = try stage.params.explicit.mapValues { try $0.message() }
    return info
  }

  /// A path of this machine without its scheme.
  static func localPath(_ path: String) throws -> String {
    if path.isEmpty {
      throw SparkError("ML_INVALID_VALUE", ["reason": "The path is empty. Name a folder."], as: .illegalArgument)
    }
    var plain = path
    if plain.hasPrefix("file:") {
      plain = String(plain.dropFirst(5))
      while plain.hasPrefix("//") { plain.removeFirst() }
    } else if let scheme = plain.range(of: "://") {
      throw SparkError.unsupported("the file system \(plain[..<scheme.lowerBound])", "Use local paths.")
    }
    return plain.hasPrefix("/") ? plain : FileManager.default.currentDirectoryPath + "/" + plain
  }

  /// Removes what stands at a path.
  /// - Throws: `ML_PATH_EXISTS` unless it may be overwritten.
  static func makeRoom(_ path: String, overwrite: Bool) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    guard overwrite else { throw SparkError("ML_PATH_EXISTS", ["path": path]) }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw SparkError("ML_INVALID_VALUE", ["reason": "\(path) cannot be replaced: \(error.localizedDescription)"])
    }
  }
}
