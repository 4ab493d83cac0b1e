import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore

/// Cuts the values of columns of numbers into buckets of about as many rows each.
public struct QuantileDiscretizer: Estimator {
  public static let className = "org.apache.spark.ml.feature.QuantileDiscretizer"
  public let uid: String
  public var params: Params

  public init(uid: String) {
    self.uid = uid
    params = Params(
      Params.inputOutput(several: true) + [
        InvalidHandling.param, .integer("numBuckets", 2, in: 2...Int.max),
        ParamSpec("numBucketsArray", .integers, bounds: "whole numbers of at least 2") {
          if case .integers(let numbers) = $0 { numbers.allSatisfy { $0 >= 2 } } else { false }
        },
        .double("relativeError", 0.001, bounds: "a number from 0 to 1") { $0 >= 0 && $0 <= 1 },
      ], owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  /// - Returns: A ``Bucketizer``.
  public func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model {
    let pairs = try params.inputOutputPairs()
    let columns = try pairs.map { try dataset.numericColumn($0.input) }
    for pair in pairs { try dataset.requireAbsent(pair.output) }
    let counts = try bucketCounts(columnCount: pairs.count)
    let ownShares = counts.map(Self.shares)
    // All columns are asked for all shares, so that one pass does.
    let shares = Set(ownShares.joined()).sorted()
    let quantiles = try dataset.quantiles(of: columns, shares, relativeError: params.double("relativeError"), cancellation)
    let splits = try zip(ownShares, quantiles).enumerated().map { index, pair -> [Double] in
      guard let found = pair.1 else {
        throw SparkError(
          "ML_INVALID_VALUE", ["reason": "Column \(pairs[index].input) has no numbers to cut into buckets."], as: .illegalArgument
        )
      }
      let wanted = Set(pair.0)
      return Self.distinct(zip(shares, found).filter { wanted.contains($0.0) }.map(\.1))
    }
    var bucketizer = Bucketizer(uid: uid)
    bucketizer.params = bucketizer.params.copying(params)
    try bucketizer.params.set("handleInvalid", .string(params.string("handleInvalid")))
    if params.isSet("inputCol") {
      try bucketizer.params.set("splits", .doubles(splits[0]))
    } else {
      try bucketizer.params.set("splitsArray", .doubleArrays(splits))
    }
    return bucketizer
  }

  private func bucketCounts(columnCount: Int) throws -> [Int] {
    guard let own = params.integers("numBucketsArray") else {
      return [Int](repeating: params.integer("numBuckets"), count: columnCount)
    }
    func conflict(_ reason: String) -> SparkError {
      SparkError("ML_CONFLICTING_PARAMS", ["owner": params.owner, "reason": reason])
    }
    if params.isSet("inputCol") { throw conflict("inputCol goes with numBuckets, not with numBucketsArray") }
    if params.isSet("numBuckets") { throw conflict("only one of numBuckets and numBucketsArray can be set") }
    guard own.count == columnCount else {
      throw conflict("there are \(columnCount) input columns and numbers of buckets for \(own.count) of them")
    }
    return own
  }

  /// The shares of the ranks at which that many buckets meet, from 0 to 1.
  static func shares(_ count: Int) -> [Double] { (0...count).map { Double($0) / Double(count) } }

  /// The splits without repetitions; the outer ones are infinite.
  static func distinct(_ quantiles: [Double]) -> [Double] {
    let inner = quantiles.dropFirst().dropLast()
    return [-.infinity] + Set(inner.map { $0 == 0 ? 0 : $0 }).sorted() + [.infinity]
  }
}
