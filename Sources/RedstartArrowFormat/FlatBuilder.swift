/// Builds a FlatBuffers message, back to front as the format wants: children first, then the tables that point to them.
///
/// Bytes are collected in reverse; an offset counts from the end of the message.
struct FlatBuilder {
  private var reversed: [UInt8] = []
  private var maximumAlignment = 4

  init(capacity: Int = 1024) { reversed.reserveCapacity(capacity) }

  /// A finished object, as its distance from the end of the message.
  struct Reference { fileprivate let end: Int }

  /// One field of a table.
  enum Field {
    case int8(UInt8)
    case int16(Int16)
    case int32(Int32)
    case int64(Int64)
    case reference(Reference)

    fileprivate var size: Int {
      switch self {
      case .int8: 1
      case .int16: 2
      case .int32, .reference: 4
      case .int64: 8
      }
    }
  }

  private mutating func push<T: FixedWidthInteger>(_ value: T) {
    var rest = value.bigEndian
    withUnsafeBytes(of: &rest) { reversed.append(contentsOf: $0) }
  }

  /// Zeros, so that after `count` more bytes the position is a multiple of `alignment` from the end.
  private mutating func align(_ alignment: Int, after count: Int = 0) {
    maximumAlignment = max(maximumAlignment, alignment)
    while (reversed.count + count) % alignment != 0 { reversed.append(0) }
  }

  private mutating func pushReference(_ reference: Reference) {
    align(4)
    push(UInt32(reversed.count + 4 - reference.end))
  }

  mutating func string(_ text: String) -> Reference {
    let bytes = Array(text.utf8)
    align(4, after: bytes.count + 1)
    reversed.append(0)
    reversed.append(contentsOf: bytes.reversed())
    push(UInt32(bytes.count))
    return Reference(end: reversed.count)
  }

  mutating func vector(_ references: [Reference]) -> Reference {
    align(4)
    for reference in references.reversed() { pushReference(reference) }
    push(UInt32(references.count))
    return Reference(end: reversed.count)
  }

  /// A vector of structs of two 64-bit numbers.
  mutating func pairs(_ pairs: [(Int, Int)]) -> Reference {
    align(8)
    for pair in pairs.reversed() {
      push(Int64(pair.1))
      push(Int64(pair.0))
    }
    push(UInt32(pairs.count))
    return Reference(end: reversed.count)
  }

  /// A table; nil fields are absent.
  mutating func table(_ fields: [Field?]) -> Reference {
    // The widest fields first need the least padding; they are written from the end of the table.
    var ends = [Int](repeating: 0, count: fields.count)
    let order = fields.indices.filter { fields[$0] != nil }.sorted { (fields[$0]?.size ?? 0) < (fields[$1]?.size ?? 0) }
    let bottom = reversed.count
    for index in order {
      guard let field = fields[index] else { continue }
      align(field.size)
      switch field {
      case .int8(let value): push(value)
      case .int16(let value): push(value)
      case .int32(let value): push(value)
      case .int64(let value): push(value)
      case .reference(let reference): pushReference(reference)
      }
      ends[index] = reversed.count
    }
    align(4)
    let vtableSize = 4 + fields.count * 2
    push(Int32(vtableSize))
    let start = reversed.count
    for index in fields.indices.reversed() { push(UInt16(ends[index] == 0 ? 0 : start - ends[index])) }
    push(UInt16(start - bottom))
    push(UInt16(vtableSize))
    return Reference(end: start)
  }

  /// The message with its root.
  consuming func finish(_ root: Reference) -> [UInt8] {
    align(max(maximumAlignment, 8), after: 4)
    push(UInt32(reversed.count + 4 - root.end))
    return reversed.reversed()
  }
}
