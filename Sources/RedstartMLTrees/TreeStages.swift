import RedstartMLCore

/// What the files of `Registered/` hold.
typealias RegisteredType = PipelineStage

/// The stages that learn and apply trees.
public enum TreeStages {
  public static let all: [any PipelineStage.Type] = Registered.types
}
