import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore

/// Learns the least and the greatest value of every element of vectors.
public struct MinMaxScaler: Estimator {
  public static let className = "org.apache.spark.ml.feature.MinMaxScaler"
  public let uid: String
  public var params: Params

  static let specs =
    Params.inputOutput(several: false) + [
      ParamSpec("min", .double, .double(0)), ParamSpec("max", .double, .double(1)),
    ]

  public init(uid: String) {
    self.uid = uid
    params = Params(Self.specs, owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  /// - Throws: `ML_CONFLICTING_PARAMS` unless `min` is less than `max`.
  static func check(_ params: Params) throws {
    guard params.double("min") < params.double("max") else {
      throw SparkError("ML_CONFLICTING_PARAMS", ["owner": params.owner, "reason": "min must be less than max"])
    }
  }

  public func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    try Self.check(params)
    let moments = try dataset.moments(params, cancellation)
    var model = MinMaxScalerModel(uid: uid, minimum: .compressed(moments.minimum), maximum: .compressed(moments.maximum))
    model.params = model.params.copying(params)
    return model
  }
}
