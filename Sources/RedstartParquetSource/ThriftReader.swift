/// A fault in the bytes of a file; the reader that knows the file turns it into a `SparkError`.
struct ParquetDamage: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

/// Reads Thrift's compact protocol from bounded memory.
///
/// Every length is checked against the bytes that are left, and nesting is bounded, so that damaged input ends in an error.
struct ThriftReader {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private(set) var position = 0
  private var depth = 0

  /// Types of fields and elements.
  enum Kind: UInt8 {
    case stop = 0
    case yes, no, byte, i16, i32, i64, double, binary, list, set, map, structure, uuid
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    let none = UnsafePointer<UInt8>(bitPattern: 8).unsafelyUnwrapped
    base = bytes.baseAddress.map { $0.assumingMemoryBound(to: UInt8.self) } ?? none
    end = bytes.count
  }

  /// Calls `body` for each field of a struct; it must consume the value (or call ``skip(_:)``).
  mutating func fields(_ body: (Int, Kind, inout ThriftReader) throws -> Void) throws {
    depth += 1
    defer { depth -= 1 }
    guard depth < 32 else { throw ParquetDamage("metadata nested too deeply") }
    var id = 0
    while true {
      let head = try byte()
      guard let kind = Kind(rawValue: head & 15) else { throw ParquetDamage("an unknown type of field in metadata") }
      if kind == .stop { return }
      let delta = Int(head >> 4)
      id = delta == 0 ? Int(truncatingIfNeeded: try varint()) : id + delta
      if delta == 0 { id = (id >> 1) ^ -(id & 1) }
      try body(id, kind, &self)
    }
  }

  /// Calls `body` for each element of a list or set.
  mutating func elements(_ kind: Kind, _ body: (Kind, inout ThriftReader) throws -> Void) throws {
    guard kind == .list || kind == .set else { throw ParquetDamage("metadata without an expected list") }
    depth += 1
    defer { depth -= 1 }
    guard depth < 32 else { throw ParquetDamage("metadata nested too deeply") }
    let (element, count) = try listHead()
    for _ in 0..<count { try body(element, &self) }
  }

  mutating func i32(_ kind: Kind) throws -> Int {
    let value = try i64(kind)
    guard let narrow = Int32(exactly: value) else { throw ParquetDamage("a number out of range in metadata") }
    return Int(narrow)
  }

  mutating func i64(_ kind: Kind) throws -> Int64 {
    switch kind {
    case .byte: return Int64(Int8(bitPattern: try byte()))
    case .i16, .i32, .i64:
      let raw = try varint()
      return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    default: throw ParquetDamage("metadata without an expected number")
    }
  }

  /// A count, length or offset.
  mutating func size(_ kind: Kind) throws -> Int {
    let value = try i64(kind)
    guard value >= 0 else { throw ParquetDamage("a negative size in metadata") }
    return Int(value)
  }

  mutating func flag(_ kind: Kind) throws -> Bool {
    switch kind {
    case .yes: return true
    case .no: return false
    default: throw ParquetDamage("metadata without an expected flag")
    }
  }

  /// A flag that is an element of a list, where each takes a byte.
  mutating func listedFlag() throws -> Bool { try byte() == 1 }

  mutating func binary(_ kind: Kind) throws -> [UInt8] {
    guard kind == .binary else { throw ParquetDamage("metadata without an expected text") }
    let count = try length()
    defer { position += count }
    return Array(UnsafeBufferPointer(start: base + position, count: count))
  }

  mutating func string(_ kind: Kind) throws -> String { String(decoding: try binary(kind), as: UTF8.self) }

  mutating func skip(_ kind: Kind) throws {
    switch kind {
    case .stop, .yes, .no: break
    case .byte: _ = try byte()
    case .i16, .i32, .i64: _ = try varint()
    case .double: try advance(8)
    case .uuid: try advance(16)
    case .binary: try advance(try length())
    case .list, .set:
      try elements(kind) { element, reader in
        if element == .yes || element == .no { _ = try reader.byte() } else { try reader.skip(element) }
      }
    case .map:
      let count = Int(truncatingIfNeeded: try varint())
      if count == 0 { return }
      let types = try byte()
      guard let key = Kind(rawValue: types >> 4), let value = Kind(rawValue: types & 15), count > 0, count <= end - position
      else {
        throw ParquetDamage("a damaged map in metadata")
      }
      depth += 1
      defer { depth -= 1 }
      guard depth < 32 else { throw ParquetDamage("metadata nested too deeply") }
      for _ in 0..<count {
        for kind in [key, value] {
          if kind == .yes || kind == .no { _ = try byte() } else { try skip(kind) }
        }
      }
    case .structure: try fields { _, kind, reader in try reader.skip(kind) }
    }
  }

  private mutating func listHead() throws -> (Kind, Int) {
    let head = try byte()
    guard let element = Kind(rawValue: head & 15), element != .stop else { throw ParquetDamage("a damaged list in metadata") }
    let short = Int(head >> 4)
    let count = short == 15 ? Int(truncatingIfNeeded: try varint()) : short
    // Every element takes a byte at least.
    guard count >= 0, count <= end - position else { throw ParquetDamage("a list longer than the metadata") }
    return (element, count)
  }

  private mutating func length() throws -> Int {
    let count = Int(truncatingIfNeeded: try varint())
    guard count >= 0, count <= end - position else { throw ParquetDamage("a text longer than the metadata") }
    return count
  }

  private mutating func advance(_ count: Int) throws {
    guard count <= end - position else { throw ParquetDamage("metadata that ends early") }
    position += count
  }

  private mutating func byte() throws -> UInt8 {
    guard position < end else { throw ParquetDamage("metadata that ends early") }
    defer { position += 1 }
    return base[position]
  }

  private mutating func varint() throws -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      let next = try byte()
      value |= UInt64(next & 127) &<< shift
      if next < 128 { return value }
      shift += 7
    }
    throw ParquetDamage("a number too long in metadata")
  }
}
