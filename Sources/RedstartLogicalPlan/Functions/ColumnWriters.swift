import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// Loops that turn the arguments of a function into its result, row by row.
///
/// All of them compute a single row when every argument is constant, and skip rows in which an argument is null (their
/// results are null) unless told otherwise. The row's body is inlined.
public enum RowLoop {
  /// Results of fixed width.
  @inlinable @inline(__always)
  public static func fixed<T: BitwiseCopyable>(
    _ arguments: [Vector], _ count: Int, _ type: DataType, as physical: T.Type = T.self, _ body: (Int) throws -> T
  ) rethrows -> Vector {
    let (rows, isConstant) = extent(arguments, count)
    let validity = validity(arguments, rows)
    let size = rows &* MemoryLayout<T>.stride
    let values = validity == nil ? Buffer(byteCount: size) : Buffer.zeroed(byteCount: size)
    let out = values.mutable(T.self)
    if let validity {
      let words = validity.words
      for row in 0..<rows where (words[row &>> 6] &>> UInt64(row & 63)) & 1 != 0 { out[row] = try body(row) }
    } else {
      for row in 0..<rows { out[row] = try body(row) }
    }
    let result = Vector(type: type, count: rows, values: values, validity: validity)
    return isConstant ? .constant(result, count: count) : result
  }

  /// Results of fixed width, of which the body may make some null.
  @inlinable @inline(__always)
  public static func optional<T: BitwiseCopyable>(
    _ arguments: [Vector], _ count: Int, _ type: DataType, as physical: T.Type = T.self, skipNulls: Bool = true,
    _ body: (Int) throws -> T?
  ) rethrows -> Vector {
    let (rows, isConstant) = extent(arguments, count)
    let values = Buffer.zeroed(byteCount: rows &* MemoryLayout<T>.stride)
    let out = values.mutable(T.self)
    let source = skipNulls ? validity(arguments, rows) : nil
    let bits = Buffer.zeroed(byteCount: Bitmap.wordCount(rows) &* 8)
    let valid = bits.mutable(UInt64.self)
    for row in 0..<rows {
      if let source, !source[row] { continue }
      if let value = try body(row) {
        out[row] = value
        valid[row &>> 6] |= 1 &<< UInt64(row & 63)
      }
    }
    let result = Vector(type: type, count: rows, values: values, validity: Bitmap(words: bits, count: rows))
    return isConstant ? .constant(result, count: count) : result
  }

  /// String or binary results: the body writes a row's bytes into the sink and returns whether the row is not null.
  @inlinable @inline(__always)
  public static func bytes(
    _ arguments: [Vector], _ count: Int, _ type: DataType, skipNulls: Bool = true,
    _ body: (Int, ByteSink) throws -> Bool
  ) rethrows -> Vector {
    let (rows, isConstant) = extent(arguments, count)
    let values = Buffer.zeroed(byteCount: rows &* 16)
    let out = values.mutable(StringView.self)
    let source = skipNulls ? validity(arguments, rows) : nil
    let bits = Buffer.zeroed(byteCount: Bitmap.wordCount(rows) &* 8)
    let valid = bits.mutable(UInt64.self)
    let sink = ByteSink()
    for row in 0..<rows {
      if let source, !source[row] { continue }
      sink.removeAll()
      if try body(row, sink) {
        out[row] = sink.store()
        valid[row &>> 6] |= 1 &<< UInt64(row & 63)
      }
    }
    let result = Vector(
      type: type, count: rows, values: values, validity: Bitmap(words: bits, count: rows), heaps: sink.blocks)
    return isConstant ? .constant(result, count: count) : result
  }

  /// Results that are parts of the bytes of the first argument: nothing is copied.
  @inlinable @inline(__always)
  public static func slices(
    _ arguments: [Vector], _ count: Int, _ type: DataType, of source: BytesColumn,
    _ body: (Int) throws -> UnsafeBufferPointer<UInt8>?
  ) rethrows -> Vector {
    let (rows, isConstant) = extent(arguments, count)
    let values = Buffer.zeroed(byteCount: rows &* 16)
    let out = values.mutable(StringView.self)
    let validRows = validity(arguments, rows)
    let bits = Buffer.zeroed(byteCount: Bitmap.wordCount(rows) &* 8)
    let valid = bits.mutable(UInt64.self)
    for row in 0..<rows {
      if let validRows, !validRows[row] { continue }
      if let slice = try body(row) {
        if let start = slice.baseAddress { out[row] = StringView(start, count: slice.count) }
        valid[row &>> 6] |= 1 &<< UInt64(row & 63)
      }
    }
    let result = Vector(
      type: type, count: rows, values: values, validity: Bitmap(words: bits, count: rows), heaps: source.owner.heaps)
    return isConstant ? .constant(result, count: count) : result
  }

  /// How many rows there are to compute, and whether the result is constant.
  @inlinable
  public static func extent(_ arguments: [Vector], _ count: Int) -> (rows: Int, isConstant: Bool) {
    let isConstant = !arguments.isEmpty && count > 0 && arguments.allSatisfy(\.isConstant)
    return (isConstant ? 1 : count, isConstant)
  }

  /// The rows in which no argument is null; nil when that is all of them.
  public static func validity(_ arguments: [Vector], _ rows: Int) -> Bitmap? {
    var result: Bitmap?
    for argument in arguments {
      switch argument.layout {
      case .null: return Bitmap(repeating: false, count: rows)
      case .constant(let value): if value.isNull(0) { return Bitmap(repeating: false, count: rows) }
      default: result = Bitmap.and(result, argument.validity)
      }
    }
    return result
  }
}

/// The bytes of the value being built, and the heap of the finished ones.
public final class ByteSink {
  public private(set) var base: UnsafeMutablePointer<UInt8>
  public private(set) var count = 0
  private var capacity = 256
  private let heap = StringHeap()

  public init() { base = .allocate(capacity: capacity) }

  deinit { base.deallocate() }

  public var blocks: [Buffer] { heap.blocks }

  @inline(__always)
  public func removeAll() { count = 0 }

  /// Room for `extra` more bytes: write there, then call ``advance(_:)``.
  public func reserve(_ extra: Int) -> UnsafeMutablePointer<UInt8> {
    if count &+ extra > capacity {
      capacity = max(capacity &* 2, count &+ extra)
      let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
      grown.update(from: base, count: count)
      base.deallocate()
      base = grown
    }
    return base + count
  }

  @inline(__always)
  public func advance(_ written: Int) { count &+= written }

  public func append(_ byte: UInt8) {
    reserve(1)[0] = byte
    count &+= 1
  }

  public func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count).update(from: source, count: bytes.count)
    count &+= bytes.count
  }

  public func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

  public func append(_ text: String) {
    var copy = text
    copy.withUTF8 { append($0) }
  }

  /// What was written since ``removeAll()``.
  public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// The value as a view that lives as long as ``blocks``.
  public func store() -> StringView { heap.store(base, count: count) }
}
