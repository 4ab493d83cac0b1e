import RedstartDiagnostics
import RedstartTypes

/// A stage that holds other stages; they are saved in folders below its own.
public protocol CompositeStage: PipelineStage {
  /// The metadata, and the stages with their paths below the stage's folder.
  func parts() throws -> (metadata: StageMetadata, stages: [(path: String, stage: any PipelineStage)])
  /// - Parameter part: Loads the stage at a path below the folder.
  init(_ metadata: StageMetadata, part: (_ path: String) throws -> any PipelineStage) throws
}

/// Pipelines number the folders of their stages: `stages/00_StringIndexer_…`.
private enum StageFolders {
  static func metadata(_ pipeline: any PipelineStage, _ stages: [any PipelineStage]) -> StageMetadata {
    var metadata = StageMetadata(pipeline)
    metadata.explicit = [(name: "stageUids", value: .array(stages.map { .string($0.uid) }))]
    metadata.defaults = []
    return metadata
  }

  static func uids(_ metadata: StageMetadata) throws -> [String] {
    guard let uids = metadata.explicit.first(where: { $0.name == "stageUids" })?.value.array?.compactMap(\.string) else {
      throw metadata.invalid("the metadata lacks stageUids")
    }
    return uids
  }

  static func paths(_ uids: [String]) -> [String] {
    let digits = String(uids.count).count
    return uids.enumerated().map { index, uid in
      let number = String(index)
      return "stages/\(String(repeating: "0", count: digits - number.count))\(number)_\(uid)"
    }
  }
}

extension Pipeline: CompositeStage {
  public func parts() -> (metadata: StageMetadata, stages: [(path: String, stage: any PipelineStage)]) {
    let paths = StageFolders.paths(stages.map(\.uid))
    return (StageFolders.metadata(self, stages), zip(paths, stages).map { (path: $0, stage: $1) })
  }

  public init(_ metadata: StageMetadata, part: (String) throws -> any PipelineStage) throws {
    self.init(uid: metadata.uid)
    stages = try StageFolders.paths(try StageFolders.uids(metadata)).map(part)
  }
}

extension PipelineModel: CompositeStage {
  public func parts() -> (metadata: StageMetadata, stages: [(path: String, stage: any PipelineStage)]) {
    let paths = StageFolders.paths(stages.map(\.uid))
    return (StageFolders.metadata(self, stages), zip(paths, stages).map { (path: $0, stage: $1) })
  }

  public init(_ metadata: StageMetadata, part: (String) throws -> any PipelineStage) throws {
    let stages = try StageFolders.paths(try StageFolders.uids(metadata)).map { path -> any Transformer in
      guard let transformer = try part(path) as? any Transformer else {
        throw metadata.invalid("a stage is no transformer")
      }
      return transformer
    }
    self.init(uid: metadata.uid, stages: stages)
  }
}
