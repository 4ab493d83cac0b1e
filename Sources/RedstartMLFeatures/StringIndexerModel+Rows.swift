import RedstartMLCore
import RedstartTypes

extension StringIndexerModel: SavableModel {
  public var dataSchema: StructType {
    StructType([StructField("labelsArray", .array(.array(.string, containsNull: true), containsNull: true))])
  }

  public var dataRows: [[Value]] { [[.array(labels.map { .array($0.map { .string($0) }) })]] }

  public static var savedColumns: [String] { ["labelsArray"] }

  /// Before Spark 3 there was one column to index.
  public static func savedColumns(_ metadata: StageMetadata) -> [String] {
    metadata.version < SavedVersion(3, 0) ? ["labels"] : savedColumns
  }

  public init(_ metadata: StageMetadata, rows: [[Value]]) throws {
    guard rows.count == 1, let cell = rows[0].first else { throw metadata.invalid("its data is not one row of labels") }
    let arrays: [Value] =
      if metadata.version < SavedVersion(3, 0) { [cell] } else if case .array(let list) = cell { list } else { [] }
    let labels = try arrays.map { array -> [String] in
      guard case .array(let texts) = array else { throw metadata.invalid("labels of a column are missing") }
      return try texts.map { text in
        guard case .string(let label) = text else { throw metadata.invalid("a label is null") }
        return label
      }
    }
    self.init(uid: metadata.uid, labels: labels)
  }
}
