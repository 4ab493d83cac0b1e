import RedstartMLCore

/// What the files of `Registered/` hold.
typealias RegisteredType = PipelineStage

/// The stages that measure predictions.
public enum EvaluationStages {
  public static let all: [any PipelineStage.Type] = Registered.types
}
