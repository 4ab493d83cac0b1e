import RedstartMLCore

/// What the files of `Registered/` hold.
typealias RegisteredType = PipelineStage

/// The stages that make features.
public enum FeatureStages {
  public static let all: [any PipelineStage.Type] = Registered.types
}

/// What a stage does with values that it cannot use.
enum InvalidHandling: String {
  case error, skip, keep

  static let param = ParamSpec.choice("handleInvalid", "error", of: ["skip", "error", "keep"])

  init(_ params: Params) { self = InvalidHandling(rawValue: params.string("handleInvalid")) ?? .error }
}
