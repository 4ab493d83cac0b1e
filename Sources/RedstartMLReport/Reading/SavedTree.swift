import Foundation
import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore
import RedstartMLFeatures
import RedstartMLTrees
import RedstartSession

/// Reads a tree that Redstart or Apache Spark has saved, alone or in a fitted pipeline.
///
/// Of a pipeline only the stages that know names are read besides the tree, so that stages of unknown classes do no harm.
public struct SavedTree {
  private let storage: StageStorage
  private let cancellation: CancellationToken

  public init(_ session: Session, _ cancellation: CancellationToken = CancellationToken()) {
    storage = StageStorage(session, MLRegistry(FeatureStages.all + TreeStages.all))
    self.cancellation = cancellation
  }

  /// The tree at a path.
  /// - Throws: `ML_INVALID_MODEL` for what holds no tree, `PATH_NOT_FOUND`.
  public func read(_ path: String) throws -> NamedTree {
    guard FileManager.default.fileExists(atPath: path) else { throw SparkError("PATH_NOT_FOUND", ["path": path]) }
    guard FileManager.default.fileExists(atPath: path + "/metadata") else {
      throw Self.invalid(path, "it has no folder metadata, which every saved model has (write one with model.save)")
    }
    let metadata = try StageMetadata(reading: path)
    // PySpark saves pipelines itself, and calls them pyspark.ml.pipeline.PipelineModel.
    if metadata.shortName == PipelineModel.shortName { return try readPipeline(path, metadata) }
    guard let tree = try tree(path, metadata, StageLineage([])) else {
      throw Self.invalid(path, "it is a \(metadata.shortName), and \(Self.reason(metadata.shortName))")
    }
    return tree
  }

  private func readPipeline(_ path: String, _ metadata: StageMetadata) throws -> NamedTree {
    let uids = metadata.param("stageUids")?.array?.compactMap(\.string) ?? []
    let digits = String(uids.count).count
    let stages = try uids.enumerated().map { index, uid in
      let number = String(repeating: "0", count: digits - String(index).count) + String(index)
      let folder = "\(path)/stages/\(number)_\(uid)"
      return (folder: folder, metadata: try StageMetadata(reading: folder))
    }
    guard let place = stages.lastIndex(where: { Self.isTree($0.metadata) }) else {
      let names = stages.map(\.metadata.shortName).joined(separator: ", ")
      let reason = stages.last.map { Self.reason($0.metadata.shortName) } ?? "it has no stages"
      throw Self.invalid(path, "the pipeline has no decision tree: its stages are \(names), and \(reason)")
    }
    let lineage = try stages[..<place].map { stage -> StageLineage.Stage in
      guard stage.metadata.className == StringIndexerModel.className else { return StageLineage.Stage(stage.metadata) }
      let indexer = try storage.load(stage.folder, cancellation) as? StringIndexerModel
      return StageLineage.Stage(stage.metadata, labels: indexer?.labels)
    }
    guard let tree = try tree(stages[place].folder, stages[place].metadata, StageLineage(lineage)) else {
      throw Self.invalid(path, "its tree is of no known class")
    }
    return tree
  }

  private func tree(_ path: String, _ metadata: StageMetadata, _ lineage: StageLineage) throws -> NamedTree? {
    guard Self.isTree(metadata) else { return nil }
    return NamedTree(try storage.load(path, cancellation), lineage: lineage)
  }

  private static func isTree(_ metadata: StageMetadata) -> Bool {
    [DecisionTreeClassificationModel.className, DecisionTreeRegressionModel.className].contains(metadata.className)
  }

  private static func invalid(_ path: String, _ reason: String) -> SparkError {
    SparkError("ML_INVALID_MODEL", ["path": path, "reason": reason])
  }

  /// What to do about a model that is no tree.
  private static func reason(_ name: String) -> String {
    switch name {
    case "Pipeline", "DecisionTreeClassifier", "DecisionTreeRegressor":
      "that was not fitted yet: save what fit() returns"
    case _ where name.hasPrefix("RandomForest") || name.hasPrefix("GBT"):
      "only single trees can be drawn, not ensembles"
    default: "only DecisionTreeClassificationModel, DecisionTreeRegressionModel and pipelines with one can be drawn"
    }
  }
}
