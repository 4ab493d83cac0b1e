import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Replaces the values of categorical elements of vectors by their numbers; other elements stay.
public struct VectorIndexerModel: Model {
  public static let className = "org.apache.spark.ml.feature.VectorIndexerModel"
  public let uid: String
  public var params: Params
  public let featureCount: Int
  /// The values of each categorical element; a value's number is its place. Zero, where it occurs, has the number 0.
  public let categories: [Int: [Double]]
  private let identity = StageFunction.nextIdentity()

  public init(uid: String, featureCount: Int, categories: [Int: [Double]]) {
    self.uid = uid
    self.featureCount = featureCount
    self.categories = categories
    params = Params(
      VectorIndexer.specs, owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    let column = try dataset.vectorColumn(try params.column("inputCol"))
    let output = try params.column("outputCol")
    let known = AttributeGroup(column.metadata)
    if let size = known.size, size != featureCount {
      throw SparkError(
        "ML_VECTOR_SIZE", ["column": column.name, "expected": String(featureCount), "actual": String(size)])
    }
    let handling = InvalidHandling(params)
    let indexing = CategoryIndexing(featureCount: featureCount, categories: categories, handling: handling)
    let indexed = StageFunction.call(
      "vector_index#\(identity).\(handling.rawValue)", [.attribute(column)], .udt(.vector), nullable: true
    ) { arguments, count in try indexing.indexed(arguments[0], count: count, column: column.name) }
    let made = try dataset.setting([Alias(indexed, output, metadata: metadata(known, handling))])
    return handling == .skip ? try made.filtered(.isNotNull(.attribute(try made.column(output)))) : made
  }

  /// What is known of the features: their names come from the input.
  private func metadata(_ known: AttributeGroup, _ handling: InvalidHandling) -> Metadata {
    let attributes = (0..<featureCount).map { index -> MLAttribute in
      let old = known.attributes.flatMap { index < $0.count ? $0[index] : nil }
      guard let values = categories[index] else { return old ?? .numeric(nil) }
      let names = values.sorted().map { javaText($0) } + (handling == .keep ? ["__unknown"] : [])
      let isBinary = names.count == 2 && handling != .keep
      let new =
        isBinary ? MLAttribute(.binary(values: names)) : MLAttribute(.nominal(values: names, count: nil)).ordinal(false)
      return old?.name.map { new.named($0) } ?? new
    }
    return AttributeGroup(attributes).metadata
  }

  public var description: String {
    "\(Self.shortName): uid=\(uid), numFeatures=\(featureCount), handleInvalid=\(params.string("handleInvalid"))"
  }

  public var byteCount: Int { categories.values.reduce(64) { $0 + $1.count * 16 } }

  public func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute {
    switch name {
    case "numFeatures": return .integer(featureCount)
    case "toString": return .string(description)
    default: throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
    }
  }

  /// `categoryMapsDF`: one row for each value of a categorical element.
  public func table(_ name: String, _ arguments: [ModelAttribute]) throws -> LogicalPlan {
    guard name == "categoryMapsDF" else {
      throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
    }
    let rows = categories.sorted { $0.key < $1.key }.flatMap { feature, values in
      values.enumerated().map { [Value.integer(Int64(feature)), .double($1), .integer(Int64($0))] }
    }
    return .rows(
      rows,
      of: StructType([
        StructField("featureIndex", .integer, nullable: false), StructField("originalValue", .double, nullable: false),
        StructField("categoryIndex", .integer, nullable: false),
      ]))
  }
}

extension VectorIndexerModel: SavableModel {
  public var dataSchema: StructType {
    StructType([
      StructField("numFeatures", .integer, nullable: false),
      StructField(
        "categoryMaps",
        .map(.integer, .map(.double, .integer, valueContainsNull: false), valueContainsNull: true)),
    ])
  }

  public var dataRows: [[Value]] {
    let features = categories.keys.sorted()
    let maps = features.map { feature -> Value in
      let values = categories[feature] ?? []
      return .map(values.map { .double($0) }, values.indices.map { .integer(Int64($0)) })
    }
    return [[.integer(Int64(featureCount)), .map(features.map { .integer(Int64($0)) }, maps)]]
  }

  public static var savedColumns: [String] { ["numFeatures", "categoryMaps"] }

  public init(_ metadata: StageMetadata, rows: [[Value]]) throws {
    guard rows.count == 1, case .integer(let count) = rows[0][0], case .map(let features, let maps) = rows[0][1] else {
      throw SparkError("ML_INVALID_MODEL", ["path": metadata.uid, "reason": "its data is not one row of category maps"])
    }
    var categories: [Int: [Double]] = [:]
    for (feature, map) in zip(features, maps) {
      guard case .integer(let index) = feature, case .map(let values, let places) = map else { continue }
      let pairs = zip(values, places).compactMap { value, place -> (Double, Int64)? in
        guard case .double(let number) = value, case .integer(let order) = place else { return nil }
        return (number, order)
      }
      categories[Int(index)] = pairs.sorted { $0.1 < $1.1 }.map(\.0)
    }
    self.init(uid: metadata.uid, featureCount: Int(count), categories: categories)
  }
}
