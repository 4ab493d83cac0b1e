import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Learns how many categories there are in columns of category numbers.
public struct OneHotEncoder: Estimator {
  public static let className = "org.apache.spark.ml.feature.OneHotEncoder"
  public let uid: String
  public var params: Params

  static let specs =
    Params.inputOutput(several: true) + [
      .choice("handleInvalid", "error", of: ["keep", "error"]), .boolean("dropLast", true),
    ]

  public init(uid: String) {
    self.uid = uid
    params = Params(Self.specs, owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  public func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    let layout = EncodedCategories(params)
    let pairs = try params.inputOutputPairs()
    let columns = try pairs.map { try dataset.column($0.input) }
    let numbers = try pairs.map { try dataset.numericColumn($0.input) }
    for pair in pairs { try dataset.requireAbsent(pair.output) }
    var sizes = try columns.map { column -> Int? in
      let names = try EncodedCategories.names(column)
      _ = try names.map { try layout.encodedNames($0, of: column.name) }
      return names?.count
    }
    let unknown = sizes.indices.filter { sizes[$0] == nil }
    if !unknown.isEmpty {
      let found = try dataset.summary(
        of: unknown.map { numbers[$0] }, startingWith: GreatestIndices(columns: unknown.map { columns[$0].name }), cancellation)
      for (place, index) in unknown.enumerated() { sizes[index] = found.greatest[place] + 1 }
    }
    var model = OneHotEncoderModel(uid: uid, categorySizes: sizes.compactMap { $0 })
    model.params = model.params.copying(params)
    return model
  }
}
