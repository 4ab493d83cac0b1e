import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore

/// Learns mean and standard deviation of every element of vectors.
public struct StandardScaler: Estimator {
  public static let className = "org.apache.spark.ml.feature.StandardScaler"
  public let uid: String
  public var params: Params

  static let specs =
    Params.inputOutput(several: false) + [.boolean("withMean", false), .boolean("withStd", true)]

  public init(uid: String) {
    self.uid = uid
    params = Params(Self.specs, owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  public func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    let moments = try dataset.moments(params, cancellation)
    var model = StandardScalerModel(
      uid: uid, standardDeviation: .compressed(moments.standardDeviation), mean: .compressed(moments.mean))
    model.params = model.params.copying(params)
    return model
  }
}
