/// Writes Thrift's compact protocol.
struct ThriftWriter {
  private(set) var bytes: [UInt8] = []
  private var last: [Int] = [0]

  mutating func field(_ id: Int, i32 value: Int) { number(id, 5, Int64(value)) }
  mutating func field(_ id: Int, i64 value: Int) { number(id, 6, Int64(value)) }

  mutating func field(_ id: Int, i8 value: Int) {
    head(id, 3)
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  mutating func field(_ id: Int, flag: Bool) { head(id, flag ? 1 : 2) }

  mutating func field(_ id: Int, text: String) { field(id, binary: Array(text.utf8)) }

  mutating func field(_ id: Int, binary: [UInt8]) {
    head(id, 8)
    append(binary)
  }

  mutating func field(_ id: Int, _ body: (inout ThriftWriter) -> Void) {
    head(id, 12)
    structure(body)
  }

  mutating func field<T>(_ id: Int, structures elements: [T], _ body: (T, inout ThriftWriter) -> Void) {
    listHead(id, 12, elements.count)
    for element in elements { structure { body(element, &$0) } }
  }

  mutating func field(_ id: Int, i32s values: [Int]) {
    listHead(id, 5, values.count)
    for value in values { varint(Self.zigzag(Int64(value))) }
  }

  mutating func field(_ id: Int, i64s values: [Int]) {
    listHead(id, 6, values.count)
    for value in values { varint(Self.zigzag(Int64(value))) }
  }

  mutating func field(_ id: Int, flags values: [Bool]) {
    listHead(id, 1, values.count)
    for value in values { bytes.append(value ? 1 : 2) }
  }

  mutating func field(_ id: Int, binaries values: [[UInt8]]) {
    listHead(id, 8, values.count)
    for value in values { append(value) }
  }

  /// The fields of a struct and its end; also the outermost one.
  mutating func structure(_ body: (inout ThriftWriter) -> Void) {
    last.append(0)
    body(&self)
    last.removeLast()
    bytes.append(0)
  }

  private mutating func append(_ binary: [UInt8]) {
    varint(UInt64(binary.count))
    bytes.append(contentsOf: binary)
  }

  private mutating func number(_ id: Int, _ kind: UInt8, _ value: Int64) {
    head(id, kind)
    varint(Self.zigzag(value))
  }

  private mutating func listHead(_ id: Int, _ kind: UInt8, _ count: Int) {
    head(id, 9)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | kind)
    } else {
      bytes.append(0xf0 | kind)
      varint(UInt64(count))
    }
  }

  private mutating func head(_ id: Int, _ kind: UInt8) {
    let delta = id - last[last.count - 1]
    last[last.count - 1] = id
    if delta > 0, delta < 16 {
      bytes.append(UInt8(delta) << 4 | kind)
    } else {
      bytes.append(kind)
      varint(Self.zigzag(Int64(id)))
    }
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }
}
