import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Takes the means off and divides by the standard deviations, as the parameters say.
public struct StandardScalerModel: Model {
  public static let className = "org.apache.spark.ml.feature.StandardScalerModel"
  public let uid: String
  public var params: Params
  public let standardDeviation: MLVector
  public let mean: MLVector
  private let identity = StageFunction.nextIdentity()

  public init(uid: String, standardDeviation: MLVector, mean: MLVector) {
    self.uid = uid
    self.standardDeviation = standardDeviation
    self.mean = mean
    params = Params(
      StandardScaler.specs, owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    let column = try dataset.vectorColumn(try params.column("inputCol"))
    let output = try params.column("outputCol")
    try dataset.requireAbsent(output)
    let (withMean, withDeviation) = (params.boolean("withMean"), params.boolean("withStd"))
    let shifts = mean.elements
    let scales = standardDeviation.elements.map { $0 == 0 ? 0 : 1 / $0 }
    let size = shifts.count
    var scaled = Expression.attribute(column)
    if withMean || withDeviation {
      let name = "standard_scale#\(identity).\(withMean).\(withDeviation)"
      scaled = StageFunction.vectors(name, column, size: size, stage: Self.shortName) { rows, row, scratch, out in
        let (places, stored, length) = rows.stored(row)
        if !withMean, let places {
          for index in 0..<length { scratch[index] = stored[index] * scales[Int(places[index])] }
          return out.appendSparse(scratch, places: places, count: length, size: size)
        }
        rows.copy(row, to: scratch, size: size)
        if withMean { for index in 0..<size { scratch[index] -= shifts[index] } }
        if withDeviation { for index in 0..<size { scratch[index] *= scales[index] } }
        out.appendDense(scratch, size: size)
      }
    }
    return try dataset.adding([Alias(scaled, output, metadata: column.scaledMetadata(size: size))])
  }

  public var description: String {
    "\(Self.shortName): uid=\(uid), numFeatures=\(mean.size), withMean=\(params.boolean("withMean")), withStd=\(params.boolean("withStd"))"
  }

  public var byteCount: Int { 64 + mean.size * 24 }

  public func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute {
    switch name {
    case "mean": return .vector(mean)
    case "std": return .vector(standardDeviation)
    case "toString": return .string(description)
    default: throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
    }
  }
}

extension StandardScalerModel: SavableModel {
  public var dataSchema: StructType { StructType([StructField("std", .udt(.vector)), StructField("mean", .udt(.vector))]) }
  public var dataRows: [[Value]] { [[standardDeviation.value, mean.value]] }
  public static var savedColumns: [String] { ["std", "mean"] }

  public init(_ metadata: StageMetadata, rows: [[Value]]) throws {
    guard rows.count == 1, let deviation = MLVector(rows[0][0]), let mean = MLVector(rows[0][1]), mean.size == deviation.size
    else {
      throw SparkError("ML_INVALID_MODEL", ["path": metadata.uid, "reason": "its data is not one row of two vectors"])
    }
    self.init(uid: metadata.uid, standardDeviation: deviation, mean: mean)
  }
}
