/// The ordered fields of a row.
public struct StructType: Hashable, Sendable {
  public var fields: [StructField]

  public init(_ fields: [StructField] = []) { self.fields = fields }

  public var names: [String] { fields.map(\.name) }
  public var count: Int { fields.count }

  /// The position of the only field of that name, or nil.
  public func index(of name: String, caseSensitive: Bool = false) -> Int? {
    fields.firstIndex { caseSensitive ? $0.name == name : $0.name.lowercased() == name.lowercased() }
  }
}

/// A named, typed field.
public struct StructField: Hashable, Sendable {
  public var name: String
  public var type: DataType
  public var nullable: Bool
  public var metadata: Metadata

  public init(_ name: String, _ type: DataType, nullable: Bool = true, metadata: Metadata = .empty) {
    self.name = name
    self.type = type
    self.nullable = nullable
    self.metadata = metadata
  }
}

/// A JSON object that travels with a field: comments, MLlib's attributes.
public struct Metadata: Hashable, Sendable {
  /// The object's text; `{}` when empty.
  public var json: String

  public init(json: String) { self.json = json }

  public static let empty = Metadata(json: "{}")
  public var isEmpty: Bool { json == "{}" || json.isEmpty }
}
