import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartSession
import RedstartTypes

/// Saves and loads stages in Spark's folder format: `metadata/`, for models `data/`, for pipelines `stages/`.
public struct StageStorage: Sendable {
  public let session: Session
  public let registry: MLRegistry

  public init(_ session: Session, _ registry: MLRegistry) {
    self.session = session
    self.registry = registry
  }

  /// Writes a stage. The folder appears when all of it is written; until then, and on failure, the path is as it was.
  ///
  /// - Parameter overwrite: Whether what stands at the path may be replaced.
  /// - Throws: `ML_PATH_EXISTS`, `ML_WRITE_FAILED`, `OPERATION_CANCELED`.
  public func save(_ stage: any PipelineStage, to path: String, overwrite: Bool = false, _ cancellation: CancellationToken) throws
  {
    try StagedFolder.write(path, overwrite: overwrite) { try write(stage, to: $0, cancellation) }
  }

  private func write(_ stage: any PipelineStage, to path: String, _ cancellation: CancellationToken) throws {
    if cancellation.isCancelled { throw SparkError("OPERATION_CANCELED") }
    if let composite = stage as? any CompositeStage {
      let (metadata, parts) = try composite.parts()
      try metadata.write(to: path)
      for part in parts { try write(part.stage, to: "\(path)/\(part.path)", cancellation) }
      return
    }
    guard let model = stage as? any SavableModel else {
      if stage is any Model, !(stage is any Operator) {
        throw SparkError.unsupported("saving a \(stage.className)", "Fit it again.")
      }
      return try StageMetadata(stage).write(to: path)
    }
    try StageMetadata(model, extras: model.metadataExtras).write(to: path)
    let files = WriteFiles(
      query: .rows(model.dataRows, of: model.dataSchema), path: path + "/data", format: "parquet", mode: .errorIfExists,
      options: SourceOptions())
    _ = try session.execution(.command(.write(files)), cancellation: cancellation).collect()
  }

  /// Reads a stage of any known class, saved by Redstart or by Spark.
  /// - Throws: `PATH_NOT_FOUND`, `ML_INVALID_MODEL`.
  public func load(_ path: String, _ cancellation: CancellationToken) throws -> any PipelineStage {
    let metadata = try StageMetadata(reading: path)
    do {
      return try stage(metadata, path, cancellation)
    } catch var error as SparkError where error.condition == "ML_INVALID_MODEL" && error.parameters["path"] == metadata.uid {
      // What reads the rows of a model does not know where they are from.
      error.parameters["path"] = path
      throw error
    }
  }

  private func stage(_ metadata: StageMetadata, _ path: String, _ cancellation: CancellationToken) throws -> any PipelineStage {
    guard let type = registry.type(metadata.className) else {
      throw metadata.invalid("Redstart does not have the class \(metadata.className) yet")
    }
    if let type = type as? any CompositeStage.Type {
      return try type.init(metadata) { try load("\(path)/\($0)", cancellation) }
    }
    if let type = type as? any SavableModel.Type { return try model(type, metadata, path, cancellation) }
    guard let type = type as? any Operator.Type else { throw metadata.invalid("the class \(metadata.className) cannot be read") }
    var stage: any Operator = type.init(uid: metadata.uid)
    stage.params = try metadata.applied(to: stage.params)
    return stage
  }

  private func model(
    _ type: any SavableModel.Type, _ metadata: StageMetadata, _ path: String, _ cancellation: CancellationToken
  ) throws -> any PipelineStage {
    let source = LogicalPlan.unresolvedDataSource(
      UnresolvedDataSource(format: "parquet", options: SourceOptions(), paths: [path + "/data"]))
    let list = try type.savedColumns(metadata).map { Expression.unresolvedAttribute(UnresolvedAttribute([$0])) }
    let batches = try session.execution(.project(list, source), cancellation: cancellation).collect()
    let rows = batches.flatMap { batch in
      (0..<batch.count).map { row in batch.columns.map { $0.value(at: row) } }
    }
    var model = try type.init(metadata, rows: rows)
    model.params = try metadata.applied(to: model.params)
    return model
  }
}
