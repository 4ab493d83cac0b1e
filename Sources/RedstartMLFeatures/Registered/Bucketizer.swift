import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
import RedstartMemory
import RedstartTypes

/// Replaces numbers by the number of the bucket they fall into.
///
/// A bucket reaches from its lower split up to, but without, the next one; the last bucket has its upper split, too.
public struct Bucketizer: Model, Operator {
  public static let className = "org.apache.spark.ml.feature.Bucketizer"
  public let uid: String
  public var params: Params

  private static let bounds = "at least three numbers that ascend strictly, without NaN"

  public init(uid: String) {
    self.uid = uid
    params = Params(
      Params.inputOutput(several: true) + [
        InvalidHandling.param,
        ParamSpec("splits", .doubles, bounds: Self.bounds) {
          if case .doubles(let splits) = $0 { Self.areSplits(splits) } else { false }
        },
        ParamSpec("splitsArray", .doubleArrays, bounds: "lists, each of \(Self.bounds)") {
          if case .doubleArrays(let arrays) = $0 { arrays.allSatisfy(Self.areSplits) } else { false }
        },
      ], owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  static func areSplits(_ splits: [Double]) -> Bool {
    splits.count >= 3 && zip(splits, splits.dropFirst()).allSatisfy { $0 < $1 }
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    let pairs = try params.inputOutputPairs()
    let handling = InvalidHandling(params)
    let columns = try pairs.map { try dataset.column($0.input) }
    let inputs = try pairs.map { try dataset.numericColumn($0.input) }
    for pair in pairs { try dataset.requireAbsent(pair.output) }
    let splits = try splits(count: pairs.count)
    let rows = handling == .skip ? try dataset.filtered(CompleteRows.condition(columns.map { .attribute($0) })) : dataset
    return try rows.adding(
      pairs.indices.map { index in
        let values = zip(splits[index], splits[index].dropFirst()).map { "\(javaText($0)), \(javaText($1))" }
        let attribute = MLAttribute(.nominal(values: values, count: nil)).ordinal(true)
        return Alias(
          Self.bucket(inputs[index], nullable: columns[index].nullable, splits[index], handling), pairs[index].output,
          metadata: attribute.metadata)
      })
  }

  /// The splits of each input column.
  private func splits(count: Int) throws -> [[Double]] {
    if params.isSet("inputCol") {
      if params.isSet("splitsArray") {
        throw SparkError(
          "ML_CONFLICTING_PARAMS", ["owner": params.owner, "reason": "inputCol goes with splits, not with splitsArray"])
      }
      guard let splits = params.doubles("splits") else {
        throw SparkError(
          "ML_CONFLICTING_PARAMS", ["owner": params.owner, "reason": "inputCol goes with splits, which is not set"])
      }
      return [splits]
    }
    guard let arrays = params.doubleArrays("splitsArray"), !params.isSet("splits") else {
      throw SparkError(
        "ML_CONFLICTING_PARAMS", ["owner": params.owner, "reason": "inputCols goes with splitsArray, not with splits"])
    }
    guard arrays.count == count else {
      throw SparkError(
        "ML_CONFLICTING_PARAMS",
        ["owner": params.owner, "reason": "there are \(count) input columns and splits for \(arrays.count) of them"])
    }
    return arrays
  }

  private static func bucket(_ input: Expression, nullable: Bool, _ splits: [Double], _ handling: InvalidHandling) -> Expression {
    let keepsInvalid = handling == .keep
    let (first, last) = (splits[0], splits[splits.count - 1])
    return StageFunction.call(
      "bucket[\(splits.map { javaText($0) }.joined(separator: ","))].\(keepsInvalid)", [input], .double, nullable: nullable
    ) { arguments, count in
      let column = arguments[0].flattened()
      let values = column.values(Double.self)
      let validity = column.rowValidity
      let result = Buffer(count: max(count, 1), of: Double.self)
      let out = result.mutable(Double.self)
      try splits.withUnsafeBufferPointer { splits in
        for row in 0..<count {
          let value = values[row]
          out[row] = 0
          if let validity, !validity[row] { continue }
          if value.isNaN {
            guard keepsInvalid else {
              throw SparkError.failed(
                shortName, "double", "double", "NaN is in no bucket. Set handleInvalid to keep or skip to let it pass")
            }
            out[row] = Double(splits.count - 1)
            continue
          }
          guard value >= first, value <= last else {
            throw SparkError.failed(
              shortName, "double", "double",
              "\(javaText(value)) is out of the buckets from \(javaText(first)) to \(javaText(last)). Widen the first or the last split"
            )
          }
          // The number of splits that are at most the value.
          var (low, high) = (0, splits.count)
          while low < high {
            let middle = (low &+ high) &>> 1
            if splits[middle] <= value { low = middle &+ 1 } else { high = middle }
          }
          out[row] = Double(min(low, splits.count - 1) - 1)
        }
      }
      return Vector(type: .double, count: count, values: result, validity: validity)
    }
  }

  public var description: String {
    let several = params.strings("inputCols").map {
      ", numInputCols=\($0.count), numOutputCols=\(params.strings("outputCols")?.count ?? 0)"
    }
    return "\(Self.shortName): uid=\(uid)" + (several ?? "")
  }

  public var byteCount: Int { 256 }

  public func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute {
    switch name {
    case "getSplits":
      guard let splits = params.doubles("splits") else {
        throw SparkError("ML_PARAM_NOT_SET", ["owner": params.owner, "param": "splits"])
      }
      return .doubles(splits)
    case "getSplitsArray":
      guard let arrays = params.doubleArrays("splitsArray") else {
        throw SparkError("ML_PARAM_NOT_SET", ["owner": params.owner, "param": "splitsArray"])
      }
      return .doubleArrays(arrays)
    case "toString": return .string(description)
    default: throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
    }
  }
}
