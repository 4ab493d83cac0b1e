import RedstartDiagnostics
import RedstartTypes

/// The messages of a stream around the bodies: schema and batch headers.
struct ArrowSchemaWriter {
  /// The zone that timestamps carry.
  let timeZone: String

  /// Metadata version 5.
  private static let version: Int16 = 4

  /// An encapsulated schema message; its length is a multiple of 8.
  func message(_ schema: StructType) throws -> [UInt8] {
    var builder = FlatBuilder(capacity: 256 + schema.count * 128)
    var fields: [FlatBuilder.Reference] = []
    for field in schema.fields { fields.append(try self.field(field.name, field.type, field.nullable, &builder)) }
    let list = builder.vector(fields)
    let header = builder.table([nil, .reference(list)])
    return Self.encapsulate(kind: 1, header: header, bodyLength: 0, builder, alignment: 8, position: 0)
  }

  /// An encapsulated record batch header that ends where the body may start: at a multiple of `alignment` in the stream.
  static func batchMessage(
    count: Int, nodes: [(Int, Int)], buffers: [(Int, Int)], codec: Int8?, bodyLength: Int, alignment: Int, position: Int
  ) -> [UInt8] {
    var builder = FlatBuilder(capacity: 256 + nodes.count * 16 + buffers.count * 16)
    let compression = codec.map { builder.table([.int8(UInt8(bitPattern: $0)), .int8(0)]) }
    let bufferList = builder.pairs(buffers)
    let nodeList = builder.pairs(nodes)
    let header = builder.table([
      .int64(Int64(count)), .reference(nodeList), .reference(bufferList), compression.map { .reference($0) },
    ])
    return encapsulate(kind: 3, header: header, bodyLength: bodyLength, builder, alignment: alignment, position: position)
  }

  private static func encapsulate(
    kind: UInt8, header: FlatBuilder.Reference, bodyLength: Int, _ builder: consuming FlatBuilder, alignment: Int,
    position: Int
  ) -> [UInt8] {
    let root = builder.table([.int16(version), .int8(kind), .reference(header), .int64(Int64(bodyLength))])
    let metadata = builder.finish(root)
    let end = position + 8 + metadata.count
    let padding = (alignment - end % alignment) % alignment
    var message: [UInt8] = [0xff, 0xff, 0xff, 0xff]
    message.reserveCapacity(8 + metadata.count + padding)
    withUnsafeBytes(of: UInt32(metadata.count + padding).littleEndian) { message.append(contentsOf: $0) }
    message += metadata
    message += [UInt8](repeating: 0, count: padding)
    return message
  }

  private func field(
    _ name: String, _ type: DataType, _ nullable: Bool, _ builder: inout FlatBuilder
  ) throws -> FlatBuilder.Reference {
    var children: [FlatBuilder.Reference] = []
    let kind: UInt8
    let details: [FlatBuilder.Field?]
    switch type.storage {
    case .null: (kind, details) = (1, [])
    case .boolean: (kind, details) = (6, [])
    case .byte: (kind, details) = (2, [.int32(8), .int8(1)])
    case .short: (kind, details) = (2, [.int32(16), .int8(1)])
    case .integer: (kind, details) = (2, [.int32(32), .int8(1)])
    case .long: (kind, details) = (2, [.int32(64), .int8(1)])
    case .float: (kind, details) = (3, [.int16(1)])
    case .double: (kind, details) = (3, [.int16(2)])
    case .decimal(let precision, let scale):
      (kind, details) = (7, [.int32(Int32(precision)), .int32(Int32(scale)), .int32(128)])
    case .string, .char, .varchar: (kind, details) = (5, [])
    case .binary: (kind, details) = (4, [])
    case .date: (kind, details) = (8, [.int16(0)])
    case .timestamp:
      let zone = builder.string(timeZone)
      (kind, details) = (10, [.int16(2), .reference(zone)])
    case .timestampNTZ: (kind, details) = (10, [.int16(2)])
    case .yearMonthInterval: (kind, details) = (11, [.int16(0)])
    case .dayTimeInterval: (kind, details) = (18, [.int16(2)])
    case .calendarInterval: (kind, details) = (11, [.int16(2)])
    case .array(let element, let containsNull):
      children = [try field("element", element, containsNull, &builder)]
      (kind, details) = (12, [])
    case .map(let key, let value, let valueContainsNull):
      let entries = StructType([
        StructField("key", key, nullable: false), StructField("value", value, nullable: valueContainsNull),
      ])
      children = [try field("entries", .struct(entries), false, &builder)]
      (kind, details) = (17, [.int8(0)])
    case .struct(let type):
      for (name, member) in zip(Self.uniqueNames(type.names), type.fields) {
        children.append(try field(name, member.type, member.nullable, &builder))
      }
      (kind, details) = (13, [])
    case .udt: throw SparkError.internal("a user-defined type without storage")
    }
    let typeTable = builder.table(details)
    // Readers want the vector of children even when it is empty.
    let childList = builder.vector(children)
    let nameText = builder.string(name)
    return builder.table([
      .reference(nameText), .int8(nullable ? 1 : 0), .int8(kind), .reference(typeTable), nil, .reference(childList),
    ])
  }

  /// Arrow's structs cannot tell fields of one name apart: `a, a` becomes `a_0, a_1`.
  static func uniqueNames(_ names: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for name in names { counts[name, default: 0] += 1 }
    var next: [String: Int] = [:]
    return names.map { name in
      guard let count = counts[name], count > 1 else { return name }
      let number = next[name, default: 0]
      next[name] = number + 1
      return "\(name)_\(number)"
    }
  }
}
