import RedstartTypes

/// What a column's metadata says about one feature.
public struct MLAttribute: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case numeric
    /// Categories: their names, or how many there are, or neither.
    case nominal(values: [String]?, count: Int?)
    case binary(values: [String]?)
  }

  public var kind: Kind
  public var name: String?
  /// What else the metadata says (`min`, `max`, `ord`), kept as it is.
  var others: [JSONMember] = []

  public init(_ kind: Kind, name: String? = nil) {
    self.kind = kind
    self.name = name
  }

  public static func numeric(_ name: String?) -> MLAttribute { MLAttribute(.numeric, name: name) }

  public func named(_ name: String) -> MLAttribute {
    var copy = self
    copy.name = name
    return copy
  }

  /// The same, saying whether the order of the categories means something.
  public func ordinal(_ flag: Bool) -> MLAttribute {
    var copy = self
    copy.others = others.filter { $0.name != "ord" } + [JSONMember("ord", .boolean(flag))]
    return copy
  }

  /// How many categories there are; nil for numbers and when it is not said.
  public var categoryCount: Int? {
    switch kind {
    case .numeric: nil
    case .nominal(let values, let count): values?.count ?? count
    case .binary: 2
    }
  }

  static let reserved: Set<String> = ["type", "idx", "name", "vals", "num_vals"]

  init?(_ json: JSONValue, defaultType: String? = nil) {
    guard case .object(let members) = json else { return nil }
    let values = json["vals"]?.array?.compactMap(\.string)
    switch json["type"]?.string ?? defaultType ?? "numeric" {
    case "numeric": kind = .numeric
    case "nominal": kind = .nominal(values: values, count: json["num_vals"]?.integer.map(Int.init))
    case "binary": kind = .binary(values: values)
    default: return nil
    }
    name = json["name"]?.string
    others = members.filter { !Self.reserved.contains($0.name) }
  }

  /// The members of the metadata object; `index` is the place in a vector.
  func members(index: Int?, withType: Bool) -> [JSONMember] {
    var result: [JSONMember] = []
    switch kind {
    case .numeric: break
    case .nominal(let values, let count):
      if let values { result.append(JSONMember("vals", .array(values.map { .string($0) }))) }
      if let count { result.append(JSONMember("num_vals", .integer(Int64(count)))) }
    case .binary(let values):
      if let values { result.append(JSONMember("vals", .array(values.map { .string($0) }))) }
    }
    if let index { result.append(JSONMember("idx", .integer(Int64(index)))) }
    if let name { result.append(JSONMember("name", .string(name))) }
    result += others
    if withType { result.append(JSONMember("type", .string(typeName))) }
    return result
  }

  var typeName: String {
    switch kind {
    case .numeric: "numeric"
    case .nominal: "nominal"
    case .binary: "binary"
    }
  }
}

extension MLAttribute {
  /// What the metadata of a column of numbers says; nil when it says nothing.
  public init?(_ metadata: Metadata) {
    guard let root = try? JSONValue(parsing: metadata.json), let own = root["ml_attr"], own["type"] != nil else { return nil }
    self.init(own)
  }

  /// The metadata of a column of numbers.
  public var metadata: Metadata {
    Metadata(json: JSONValue.object([JSONMember("ml_attr", .object(members(index: nil, withType: true)))]).text)
  }
}
