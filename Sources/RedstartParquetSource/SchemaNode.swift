/// A node of a file's schema tree, with its levels.
final class SchemaNode: Sendable {
  let name: String
  let repetition: Repetition
  let type: PhysicalKind?
  let typeLength: Int
  let logical: LogicalKind?
  let children: [SchemaNode]
  /// Definition level at which this node is there (its own optional or repeated level included).
  let definition: Int
  /// Repetition level of values below this node.
  let level: Int
  /// Positions of the leaves below among all leaves.
  let leaves: Range<Int>

  var isLeaf: Bool { type != nil }

  init(
    _ element: SchemaElement, children: [SchemaNode], definition: Int, level: Int, leaves: Range<Int>
  ) {
    self.name = element.name
    self.repetition = element.repetition
    self.type = element.type
    self.typeLength = element.typeLength
    self.logical = element.logical
    self.children = children
    self.definition = definition
    self.level = level
    self.leaves = leaves
  }

  /// Builds the tree of the flattened list.
  static func root(_ elements: [SchemaElement]) throws -> SchemaNode {
    guard let first = elements.first, first.type == nil || first.childCount > 0 else {
      throw ParquetDamage("a file without a schema")
    }
    var position = 0
    var leaf = 0
    func build(definition: Int, level: Int, depth: Int) throws -> SchemaNode {
      guard position < elements.count else { throw ParquetDamage("a schema that ends early") }
      guard depth < 100 else { throw ParquetDamage("a schema nested too deeply") }
      var element = elements[position]
      position += 1
      var definition = definition
      var level = level
      if depth > 0 {
        if element.repetition != .required { definition += 1 }
        if element.repetition == .repeated { level += 1 }
      } else {
        element.type = nil
      }
      let firstLeaf = leaf
      var children: [SchemaNode] = []
      if element.type == nil {
        guard element.childCount <= elements.count - position else { throw ParquetDamage("a schema that ends early") }
        for _ in 0..<element.childCount {
          children.append(try build(definition: definition, level: level, depth: depth + 1))
        }
      } else {
        if element.type == .fixedLengthByteArray {
          guard element.typeLength > 0, element.typeLength <= 1 << 20 else { throw ParquetDamage("a fixed length out of range") }
        }
        leaf += 1
      }
      return SchemaNode(element, children: children, definition: definition, level: level, leaves: firstLeaf..<leaf)
    }
    let root = try build(definition: 0, level: 0, depth: 0)
    guard position == elements.count else { throw ParquetDamage("a schema with loose ends") }
    return root
  }

  /// The leaves in order.
  var allLeaves: [SchemaNode] { isLeaf ? [self] : children.flatMap(\.allLeaves) }

  /// The child of that name.
  func child(named name: String, caseSensitive: Bool) -> SchemaNode? {
    if let exact = children.first(where: { $0.name == name }) { return exact }
    if caseSensitive { return nil }
    let wanted = name.lowercased()
    return children.first { $0.name.lowercased() == wanted }
  }

  /// How a list's elements stand in the file: the repeated node and the node of the element.
  ///
  /// A repeated group of one field is usually a wrapper; old writers put the element itself there.
  var listParts: (repeated: SchemaNode, element: SchemaNode)? {
    guard logical == .list, children.count == 1, children[0].repetition == .repeated else { return nil }
    let repeated = children[0]
    let isElement =
      repeated.isLeaf || repeated.children.count != 1 || repeated.name == "array" || repeated.name == name + "_tuple"
      || (repeated.children[0].repetition == .repeated)
    return (repeated, isElement ? repeated : repeated.children[0])
  }

  /// The repeated node, the key and the value of a map.
  var mapParts: (repeated: SchemaNode, key: SchemaNode, value: SchemaNode)? {
    guard logical == .map, children.count == 1, children[0].repetition == .repeated, children[0].children.count == 2 else {
      return nil
    }
    return (children[0], children[0].children[0], children[0].children[1])
  }

  /// The physical and logical type as Spark prints it: `INT64 (TIMESTAMP(NANOS,false))`.
  var typeText: String {
    let physical =
      switch type {
      case .boolean: "BOOLEAN"
      case .int32: "INT32"
      case .int64: "INT64"
      case .int96: "INT96"
      case .float: "FLOAT"
      case .double: "DOUBLE"
      case .byteArray: "BINARY"
      case .fixedLengthByteArray: "FIXED_LEN_BYTE_ARRAY"
      case nil: "GROUP"
      }
    func name(_ unit: LogicalKind.Unit) -> String { ["", "MILLIS", "MICROS", "NANOS"][unit.rawValue] }
    let meaning: String? =
      switch logical {
      case .string: "STRING"
      case .enumeration: "ENUM"
      case .json: "JSON"
      case .bson: "BSON"
      case .uuid: "UUID"
      case .float16: "FLOAT16"
      case .interval: "INTERVAL"
      case .unknown: "UNKNOWN"
      case .list: "LIST"
      case .map: "MAP"
      case .date: "DATE"
      case .variant: "VARIANT"
      case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
      case .integer(let bits, let signed): "INTEGER(\(bits),\(signed))"
      case .time(let unit, let utc): "TIME(\(name(unit)),\(utc))"
      case .timestamp(let unit, let utc): "TIMESTAMP(\(name(unit)),\(utc))"
      case nil: nil
      }
    return physical + (meaning.map { " (\($0))" } ?? "")
  }
}
