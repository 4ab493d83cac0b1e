import RedstartDiagnostics

/// A table of a FlatBuffers message, read with every offset checked.
///
/// Arrow keeps its schemas and batch headers in FlatBuffers. Absent fields read as their defaults; anything that points
/// outside of the message throws.
struct FlatTable {
  private let bytes: UnsafeRawBufferPointer
  private let position: Int
  private let vtable: Int
  private let vtableSize: Int

  /// The root table of a message. The bytes must outlive the table.
  init(root bytes: UnsafeRawBufferPointer) throws {
    guard bytes.count >= 8 else { throw SparkError.arrow("a message is too short") }
    try self.init(bytes, at: Int(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)))
  }

  private init(_ bytes: UnsafeRawBufferPointer, at position: Int) throws {
    self.bytes = bytes
    self.position = position
    guard position >= 0, position <= bytes.count - 4 else { throw SparkError.arrow("a table lies outside of its message") }
    let distance = Int(bytes.loadUnaligned(fromByteOffset: position, as: Int32.self))
    vtable = position - distance
    guard vtable >= 0, vtable <= bytes.count - 4 else { throw SparkError.arrow("a table lies outside of its message") }
    vtableSize = Int(bytes.loadUnaligned(fromByteOffset: vtable, as: UInt16.self))
    guard vtableSize >= 4, vtable + vtableSize <= bytes.count else {
      throw SparkError.arrow("a table lies outside of its message")
    }
  }

  /// Where field `index` lies; nil when it is absent.
  private func offset(_ index: Int, size: Int) throws -> Int? {
    let slot = 4 + index * 2
    guard slot + 2 <= vtableSize else { return nil }
    let offset = Int(bytes.loadUnaligned(fromByteOffset: vtable + slot, as: UInt16.self))
    if offset == 0 { return nil }
    guard position + offset + size <= bytes.count else { throw SparkError.arrow("a field lies outside of its message") }
    return position + offset
  }

  func scalar<T: FixedWidthInteger & BitwiseCopyable>(_ index: Int, default fallback: T) throws -> T {
    guard let at = try offset(index, size: MemoryLayout<T>.size) else { return fallback }
    return bytes.loadUnaligned(fromByteOffset: at, as: T.self)
  }

  func flag(_ index: Int) throws -> Bool { try scalar(index, default: UInt8(0)) != 0 }

  private func target(_ index: Int) throws -> Int? {
    guard let at = try offset(index, size: 4) else { return nil }
    return at + Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
  }

  func table(_ index: Int) throws -> FlatTable? {
    guard let at = try target(index) else { return nil }
    return try FlatTable(bytes, at: at)
  }

  /// First byte and number of elements of a vector of `width`-byte elements.
  private func vector(_ index: Int, width: Int) throws -> (start: Int, count: Int)? {
    guard let at = try target(index) else { return nil }
    guard at <= bytes.count - 4 else { throw SparkError.arrow("a vector lies outside of its message") }
    let count = Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
    guard count <= (bytes.count - at - 4) / width else { throw SparkError.arrow("a vector lies outside of its message") }
    return (at + 4, count)
  }

  func string(_ index: Int) throws -> String? {
    guard let (start, count) = try vector(index, width: 1) else { return nil }
    return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<(start + count)]), as: UTF8.self)
  }

  func tables(_ index: Int) throws -> [FlatTable] {
    guard let (start, count) = try vector(index, width: 4) else { return [] }
    return try (0..<count).map { element in
      let at = start + element * 4
      return try FlatTable(bytes, at: at + Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
    }
  }

  /// A vector of structs of two 64-bit numbers each (Arrow's field nodes and buffers).
  func pairs(_ index: Int) throws -> [(Int, Int)] {
    guard let (start, count) = try vector(index, width: 16) else { return [] }
    return (0..<count).map { element in
      let at = start + element * 16
      return (
        Int(bytes.loadUnaligned(fromByteOffset: at, as: Int64.self)),
        Int(bytes.loadUnaligned(fromByteOffset: at + 8, as: Int64.self))
      )
    }
  }

  func longs(_ index: Int) throws -> [Int] {
    guard let (start, count) = try vector(index, width: 8) else { return [] }
    return (0..<count).map { Int(bytes.loadUnaligned(fromByteOffset: start + $0 * 8, as: Int64.self)) }
  }
}

extension SparkError {
  /// Arrow data that cannot be read.
  static func arrow(_ reason: String) -> SparkError { SparkError("FAILED_READ_ARROW", ["reason": reason]) }
}
