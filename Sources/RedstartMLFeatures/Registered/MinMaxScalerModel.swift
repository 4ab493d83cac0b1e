import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Maps the range of every element of vectors linearly to the one that the parameters say; constants go to its middle, NaN stays.
public struct MinMaxScalerModel: Model {
  public static let className = "org.apache.spark.ml.feature.MinMaxScalerModel"
  public let uid: String
  public var params: Params
  public let minimum: MLVector
  public let maximum: MLVector
  private let identity = StageFunction.nextIdentity()

  public init(uid: String, minimum: MLVector, maximum: MLVector) {
    self.uid = uid
    self.minimum = minimum
    self.maximum = maximum
    params = Params(
      MinMaxScaler.specs, owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    try MinMaxScaler.check(params)
    let column = try dataset.vectorColumn(try params.column("inputCol"))
    let output = try params.column("outputCol")
    try dataset.requireAbsent(output)
    let (low, high) = (params.double("min"), params.double("max"))
    let least = minimum.elements
    let scales = zip(least, maximum.elements).map { $1 - $0 == 0 ? 0 : (high - low) / ($1 - $0) }
    let size = least.count
    let name = "min_max_scale#\(identity).\(low).\(high)"
    let scaled = StageFunction.vectors(name, column, size: size, stage: Self.shortName) { rows, row, scratch, out in
      rows.copy(row, to: scratch, size: size)
      var stored = 0
      for index in 0..<size {
        let value = scratch[index]
        if !value.isNaN {
          scratch[index] = scales[index] != 0 ? (value - least[index]) * scales[index] + low : (low + high) / 2
        }
        if scratch[index] != 0 { stored += 1 }
      }
      out.appendCompressed(scratch, size: size, stored: stored)
    }
    return try dataset.adding([Alias(scaled, output, metadata: column.scaledMetadata(size: size))])
  }

  public var description: String {
    "\(Self.shortName): uid=\(uid), numFeatures=\(minimum.size), min=\(javaText(params.double("min"))), max=\(javaText(params.double("max")))"
  }

  public var byteCount: Int { 64 + minimum.size * 24 }

  public func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute {
    switch name {
    case "originalMin": return .vector(minimum)
    case "originalMax": return .vector(maximum)
    case "toString": return .string(description)
    default: throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
    }
  }
}

extension MinMaxScalerModel: SavableModel {
  public var dataSchema: StructType {
    StructType([StructField("originalMin", .udt(.vector)), StructField("originalMax", .udt(.vector))])
  }
  public var dataRows: [[Value]] { [[minimum.value, maximum.value]] }
  public static var savedColumns: [String] { ["originalMin", "originalMax"] }

  public init(_ metadata: StageMetadata, rows: [[Value]]) throws {
    guard rows.count == 1, let minimum = MLVector(rows[0][0]), let maximum = MLVector(rows[0][1]), minimum.size == maximum.size
    else {
      throw SparkError("ML_INVALID_MODEL", ["path": metadata.uid, "reason": "its data is not one row of two vectors"])
    }
    self.init(uid: metadata.uid, minimum: minimum, maximum: maximum)
  }
}
