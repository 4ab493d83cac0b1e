import RedstartMLCore

/// What the files of `Registered/` hold.
typealias RegisteredType = PipelineStage

/// The stages that choose parameters.
public enum TuningStages {
  public static let all: [any PipelineStage.Type] = Registered.types
}
