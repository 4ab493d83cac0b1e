import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Replaces category numbers by sparse vectors with a one in the category's place.
public struct OneHotEncoderModel: Model {
  public static let className = "org.apache.spark.ml.feature.OneHotEncoderModel"
  public let uid: String
  public var params: Params
  /// How many categories each input column had.
  public let categorySizes: [Int]

  public init(uid: String, categorySizes: [Int]) {
    self.uid = uid
    self.categorySizes = categorySizes
    params = Params(
      OneHotEncoder.specs, owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    let layout = EncodedCategories(params)
    let pairs = try params.inputOutputPairs()
    guard pairs.count == categorySizes.count else {
      throw SparkError(
        "ML_CONFLICTING_PARAMS",
        [
          "owner": params.owner,
          "reason": "it was fitted on \(categorySizes.count) columns, and there are \(pairs.count) input columns",
        ])
    }
    let columns = try pairs.enumerated().map { index, pair -> Alias in
      let column = try dataset.column(pair.input)
      let input = try dataset.numericColumn(pair.input)
      try dataset.requireAbsent(pair.output)
      let categories = categorySizes[index]
      let size = layout.size(categories)
      let known = try EncodedCategories.names(column).map { try layout.encodedNames($0, of: column.name) }
      if let known, known.count != size {
        throw SparkError(
          "ML_CONFLICTING_PARAMS",
          [
            "owner": params.owner,
            "reason":
              "it was fitted on \(categories) categories, and the metadata of the input column \(column.name) makes \(known.count) elements instead of \(size)",
          ])
      }
      // Numbers are names enough for categories that have none.
      let names =
        try known
        ?? (layout.dropsLast && !layout.keepsInvalid
          ? (0..<max(size, 0)).map(String.init) : layout.encodedNames((0..<categories).map(String.init), of: column.name))
      let attributes = names.map { MLAttribute(.binary(values: nil), name: $0) }
      return Alias(
        Self.encoded(input, column, categories, layout), pair.output, metadata: AttributeGroup(attributes).metadata)
    }
    return try dataset.adding(columns)
  }

  private static func encoded(
    _ input: Expression, _ column: Attribute, _ categories: Int, _ layout: EncodedCategories
  ) -> Expression {
    let size = layout.size(categories)
    let keepsInvalid = layout.keepsInvalid
    return StageFunction.call(
      "one_hot[\(categories),\(size),\(keepsInvalid)]", [input], .udt(.vector), nullable: true
    ) { arguments, count in
      let numbers = arguments[0].flattened()
      let values = numbers.values(Double.self)
      let validity = numbers.rowValidity
      var builder = VectorColumnBuilder(capacity: count, size: 1)
      var one = 1.0
      for row in 0..<count {
        if let validity, !validity[row] {
          builder.appendNull()
          continue
        }
        let value = values[row]
        let isKnown = value >= 0 && value < Double(categories)
        if !isKnown, !keepsInvalid {
          throw SparkError.failed(
            shortName, "double", "vector",
            value < 0
              ? "the category number \(javaText(value)) in column \(column.name) is negative. Set handleInvalid to keep to let it pass"
              : "the category number \(javaText(value)) in column \(column.name) was not there when the model was fitted. Set handleInvalid to keep to let it pass"
          )
        }
        let number = isKnown ? value : Double(categories)
        var place = Int32(number)
        builder.appendSparse(&one, places: &place, count: number < Double(size) ? 1 : 0, size: size)
      }
      return builder.finish()
    }
  }

  public var description: String {
    let several = params.strings("inputCols").map {
      ", numInputCols=\($0.count), numOutputCols=\(params.strings("outputCols")?.count ?? 0)"
    }
    return
      "\(Self.shortName): uid=\(uid), dropLast=\(params.boolean("dropLast")), handleInvalid=\(params.string("handleInvalid"))"
      + (several ?? "")
  }

  public var byteCount: Int { 64 + categorySizes.count * 8 }

  public func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute {
    switch name {
    case "categorySizes": return .integers(categorySizes)
    case "toString": return .string(description)
    default: throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
    }
  }
}

extension OneHotEncoderModel: SavableModel {
  public var dataSchema: StructType { StructType([StructField("categorySizes", .array(.integer, containsNull: false))]) }
  public var dataRows: [[Value]] { [[.array(categorySizes.map { .integer(Int64($0)) })]] }
  public static var savedColumns: [String] { ["categorySizes"] }

  public init(_ metadata: StageMetadata, rows: [[Value]]) throws {
    guard rows.count == 1, case .array(let sizes) = rows[0][0] else {
      throw SparkError("ML_INVALID_MODEL", ["path": metadata.uid, "reason": "its data is not one row of numbers of categories"])
    }
    self.init(
      uid: metadata.uid, categorySizes: sizes.compactMap { if case .integer(let size) = $0 { Int(size) } else { nil } })
  }
}
