import RedstartTypes

/// A model whose state is rows of a Parquet file beside its metadata, as Spark lays it out.
public protocol SavableModel: Model {
  /// What the metadata says besides parameters.
  var metadataExtras: [(name: String, value: JSONValue)] { get }
  var dataSchema: StructType { get }
  var dataRows: [[Value]] { get }
  /// - Parameter rows: The columns of the saved rows that ``savedColumns`` names.
  init(_ metadata: StageMetadata, rows: [[Value]]) throws
  /// The columns that are read back of every model of the class, in order.
  static var savedColumns: [String] { get }
  /// The columns that are read back of the model that the metadata describes: other versions of Spark save others.
  static func savedColumns(_ metadata: StageMetadata) throws -> [String]
}

extension SavableModel {
  public static func savedColumns(_ metadata: StageMetadata) -> [String] { savedColumns }
  public var metadataExtras: [(name: String, value: JSONValue)] { [] }
}
