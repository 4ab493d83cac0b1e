import RedstartDiagnostics
import RedstartMLCore
import RedstartTypes

extension StringIndexerModel: SavableModel {
  public var metadataExtras: [(name: String, value: JSONValue)] { [] }

  public var dataSchema: StructType {
    StructType([StructField("labelsArray", .array(.array(.string, containsNull: true), containsNull: true))])
  }

  public var dataRows: [[Value]] { [[.array(labels.map { .array($0.map { .string($0) }) })]] }

  public static var savedColumns: [String] { ["labelsArray"] }

  public init(_ metadata: StageMetadata, rows: [[Value]]) throws {
    guard rows.count == 1, case .array(let arrays)? = rows[0].first else {
      throw SparkError("ML_INVALID_MODEL", ["path": metadata.uid, "reason": "its data is not one row of labels"])
    }
    let labels = arrays.map { array -> [String] in
      guard case .array(let texts) = array else { return [] }
      return texts.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
    self.init(uid: metadata.uid, labels: labels)
  }
}
