import RedstartTypes

/// What a vector column's metadata says about its features.
public struct AttributeGroup: Hashable, Sendable {
  /// Number of features; nil when it is not known.
  public var size: Int?
  /// One for each feature; nil when only the number is known.
  public var attributes: [MLAttribute]?

  public init(size: Int) { self.size = size }

  public init(_ attributes: [MLAttribute]) {
    self.size = attributes.count
    self.attributes = attributes
  }

  public init(_ metadata: Metadata) {
    guard let root = try? JSONValue(parsing: metadata.json), let own = root["ml_attr"] else { return }
    guard let kinds = own["attrs"] else {
      size = own["num_attrs"]?.integer.map(Int.init)
      return
    }
    var found: [Int: MLAttribute] = [:]
    for kind in ["numeric", "nominal", "binary"] {
      for entry in kinds[kind]?.array ?? [] {
        guard let index = entry["idx"]?.integer, let attribute = MLAttribute(entry, defaultType: kind) else { continue }
        found[Int(index)] = attribute
      }
    }
    let count = own["num_attrs"]?.integer.map(Int.init) ?? (found.keys.max() ?? -1) + 1
    guard count >= 0, count <= 1 << 24 else { return }
    size = count
    attributes = (0..<count).map { found[$0] ?? .numeric(nil) }
  }

  public var metadata: Metadata {
    guard let size else { return .empty }
    var own: [JSONMember] = []
    if let attributes {
      var kinds: [JSONMember] = []
      for kind in ["numeric", "nominal", "binary"] {
        // A number of which nothing is known goes without saying.
        let entries = attributes.enumerated().filter { $0.element.typeName == kind && $0.element != .numeric(nil) }
        if entries.isEmpty { continue }
        kinds.append(
          JSONMember(kind, .array(entries.map { .object($0.element.members(index: $0.offset, withType: false)) })))
      }
      own.append(JSONMember("attrs", .object(kinds)))
    }
    own.append(JSONMember("num_attrs", .integer(Int64(size))))
    return Metadata(json: JSONValue.object([JSONMember("ml_attr", .object(own))]).text)
  }

  /// The number of categories of each categorical feature.
  public var categories: [Int: Int] {
    var result: [Int: Int] = [:]
    for (index, attribute) in (attributes ?? []).enumerated() { result[index] = attribute.categoryCount }
    return result
  }
}
