import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Puts learned numbers in the place of missing values.
public struct ImputerModel: Model {
  public static let className = "org.apache.spark.ml.feature.ImputerModel"
  public let uid: String
  public var params: Params
  /// What stands in, by input column.
  public let surrogates: [String: Double]
  /// The input columns in order.
  let order: [String]

  public init(uid: String, surrogates: [String: Double], order: [String]) {
    self.uid = uid
    self.surrogates = surrogates
    self.order = order
    params = Params(Imputer.specs, owner: "\(Self.shortName) \(uid)", defaults: ["outputCol": .string("\(uid)__output")])
  }

  public func transform(_ dataset: Dataset) throws -> Dataset {
    let missing = params.double("missingValue")
    let columns = try Imputer.pairs(params, dataset).map { input, output -> Alias in
      guard let surrogate = surrogates[input.name] else {
        throw SparkError(
          "ML_CONFLICTING_PARAMS", ["owner": params.owner, "reason": "it was not fitted on the input column \(input.name)"])
      }
      let number = try dataset.numericColumn(input.name)
      let filled = Expression.caseWhen(
        [
          CaseBranch(.isNull(number), .literal(.double(surrogate))),
          CaseBranch(.comparison(.equal, number, .literal(.double(missing))), .literal(.double(surrogate))),
        ], otherwise: number)
      return Alias(
        input.type == .double ? filled : .cast(Cast(filled, input.type)), output, metadata: .empty)
    }
    return try dataset.setting(columns)
  }

  public var description: String {
    let several = params.strings("inputCols").map {
      ", numInputCols=\($0.count), numOutputCols=\(params.strings("outputCols")?.count ?? 0)"
    }
    return
      "\(Self.shortName): uid=\(uid), strategy=\(params.string("strategy")), missingValue=\(javaText(params.double("missingValue")))"
      + (several ?? "")
  }

  public var byteCount: Int { 64 + order.reduce(0) { $0 + $1.utf8.count + 16 } }

  public func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute {
    if name == "toString" { return .string(description) }
    throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
  }

  /// `surrogateDF`: one row with a column for each input column.
  public func table(_ name: String, _ arguments: [ModelAttribute]) throws -> LogicalPlan {
    guard name == "surrogateDF" else {
      throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
    }
    return .rows(dataRows, of: dataSchema)
  }
}

extension ImputerModel: SavableModel {
  public var dataSchema: StructType { StructType(order.map { StructField($0, .double, nullable: false) }) }
  public var dataRows: [[Value]] { [order.map { .double(surrogates[$0] ?? .nan) }] }
  public static var savedColumns: [String] { [] }

  /// The columns bear the names of the input columns.
  public static func savedColumns(_ metadata: StageMetadata) throws -> [String] {
    func value(_ name: String) -> JSONValue? { metadata.explicit.first { $0.name == name }?.value }
    if let name = value("inputCol")?.string { return [name] }
    guard let names = value("inputCols")?.array?.compactMap(\.string) else {
      throw SparkError("ML_INVALID_MODEL", ["path": metadata.uid, "reason": "its metadata names no input columns"])
    }
    return names
  }

  public init(_ metadata: StageMetadata, rows: [[Value]]) throws {
    let names = try Self.savedColumns(metadata)
    let numbers = (rows.first ?? []).compactMap { if case .double(let number) = $0 { number } else { nil } }
    guard rows.count == 1, numbers.count == names.count else {
      throw SparkError(
        "ML_INVALID_MODEL", ["path": metadata.uid, "reason": "its data is not one row with a number for each column"])
    }
    self.init(
      uid: metadata.uid, surrogates: Dictionary(zip(names, numbers), uniquingKeysWith: { first, _ in first }), order: names)
  }
}
