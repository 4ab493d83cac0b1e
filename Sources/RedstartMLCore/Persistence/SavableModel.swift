import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartSession
import RedstartTypes

/// A model whose state is rows of a Parquet file beside its metadata, as Spark lays it out.
public protocol SavableModel: Model {
  /// What the metadata says besides parameters.
  var metadataExtras: [(name: String, value: JSONValue)] { get }
  var dataSchema: StructType { get }
  var dataRows: [[Value]] { get }
  /// - Parameter rows: The columns of the saved rows that ``savedColumns`` names.
  init(_ metadata: StageMetadata, rows: [[Value]]) throws
  /// The columns that are read back, in order.
  static var savedColumns: [String] { get }
}

/// Saves and loads stages in Spark's folder format.
public struct StageStorage: Sendable {
  public let session: Session
  public let registry: MLRegistry

  public init(_ session: Session, _ registry: MLRegistry) {
    self.session = session
    self.registry = registry
  }

  /// Writes a stage. Below the path are `metadata/`, for models `data/`, for pipelines `stages/`.
  public func save(_ stage: any PipelineStage, to path: String, _ cancellation: CancellationToken) throws {
    if let stages = Self.stages(of: stage) {
      let uids = stages.map { JSONValue.string($0.uid) }
      var metadata = StageMetadata(stage)
      metadata.explicit = [(name: "stageUids", value: .array(uids))]
      metadata.defaults = []
      try metadata.write(to: path)
      let digits = String(stages.count).count
      for (index, inner) in stages.enumerated() {
        let number = String(index)
        let padded = String(repeating: "0", count: digits - number.count) + number
        try save(inner, to: "\(path)/stages/\(padded)_\(inner.uid)", cancellation)
      }
      return
    }
    guard let model = stage as? any SavableModel else {
      if stage is any Model { throw SparkError.unsupported("saving a \(stage.className)", "Fit it again.") }
      return try StageMetadata(stage).write(to: path)
    }
    try StageMetadata(model, extras: model.metadataExtras).write(to: path)
    let schema = model.dataSchema
    let rows = model.dataRows
    let columns = schema.fields.enumerated().map { index, field in Vector.of(rows.map { $0[index] }, type: field.type) }
    let relation = LocalRelation(
      output: schema.fields.map { Attribute($0.name, $0.type, nullable: $0.nullable) },
      batches: [RecordBatch(columns, count: rows.count)])
    let write = WriteFiles(
      query: .localRelation(relation), path: path + "/data", format: "parquet", mode: .overwrite, options: SourceOptions())
    _ = try session.execution(.command(.write(write)), cancellation: cancellation).collect()
  }

  private static func stages(of stage: any PipelineStage) -> [any PipelineStage]? {
    if let pipeline = stage as? Pipeline { return pipeline.stages }
    return (stage as? PipelineModel)?.stages
  }

  /// Reads a stage of any known class.
  /// - Throws: `PATH_NOT_FOUND`, `ML_INVALID_MODEL`.
  public func load(_ path: String, _ cancellation: CancellationToken) throws -> any PipelineStage {
    let metadata = try StageMetadata(reading: path)
    func invalid(_ reason: String) -> SparkError { SparkError("ML_INVALID_MODEL", ["path": path, "reason": reason]) }
    if metadata.className == Pipeline.className || metadata.className == PipelineModel.className {
      let uids = metadata.explicit.first { $0.name == "stageUids" }?.value.array?.compactMap(\.string) ?? []
      let digits = String(uids.count).count
      let stages = try uids.enumerated().map { index, uid in
        let padded = String(repeating: "0", count: digits - String(index).count) + String(index)
        return try load("\(path)/stages/\(padded)_\(uid)", cancellation)
      }
      if metadata.className == Pipeline.className {
        var pipeline = Pipeline(uid: metadata.uid)
        pipeline.stages = stages
        return pipeline
      }
      let transformers = stages.compactMap { $0 as? any Transformer }
      guard transformers.count == stages.count else { throw invalid("a stage is no transformer") }
      return PipelineModel(uid: metadata.uid, stages: transformers)
    }
    guard let type = registry.type(metadata.className) else { throw invalid("the class \(metadata.className) is not known") }
    if let type = type as? any SavableModel.Type { return try load(type, metadata, path, cancellation) }
    guard let type = type as? any Operator.Type else { throw invalid("the class \(metadata.className) cannot be read") }
    var stage: any Operator = type.init(uid: metadata.uid)
    stage.params = try metadata.applied(to: stage.params)
    return stage
  }

  private func load(
    _ type: any SavableModel.Type, _ metadata: StageMetadata, _ path: String, _ cancellation: CancellationToken
  ) throws -> any PipelineStage {
    let source = LogicalPlan.unresolvedDataSource(
      UnresolvedDataSource(format: "parquet", options: SourceOptions(), paths: [path + "/data"]))
    let list = type.savedColumns.map { Expression.unresolvedAttribute(UnresolvedAttribute([$0])) }
    let batches = try session.execution(.project(list, source), cancellation: cancellation).collect()
    let rows = batches.flatMap { batch in
      (0..<batch.count).map { row in batch.columns.map { $0.value(at: row) } }
    }
    var model = try type.init(metadata, rows: rows)
    model.params = try metadata.applied(to: model.params)
    return model
  }
}
