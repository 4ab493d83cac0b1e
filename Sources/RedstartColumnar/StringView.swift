import RedstartMemory

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A string or binary value in 16 bytes: its length, its first four bytes, and either the rest or an address.
///
/// Up to 12 bytes stand inline (unused ones are zero); longer values stand in a heap that the vector keeps alive. Unlike
/// Arrow's view it holds an address instead of a buffer number, so that gathering, concatenating and joining move 16 bytes
/// and never renumber buffers.
@frozen
public struct StringView: BitwiseCopyable, Sendable {
  /// Low half the length, high half the first four bytes.
  public var head: UInt64
  /// Bytes 4 to 11, or the address of all bytes.
  public var tail: UInt64

  @inlinable @inline(__always)
  public init(head: UInt64, tail: UInt64) {
    self.head = head
    self.tail = tail
  }

  /// The empty value.
  public static let empty = StringView(head: 0, tail: 0)

  /// A view of `count` bytes that must outlive it when there are more than 12.
  @inlinable @inline(__always)
  public init(_ bytes: UnsafePointer<UInt8>, count: Int) {
    if count > 12 {
      let prefix = UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self)
      self.init(
        head: UInt64(UInt32(truncatingIfNeeded: count)) | UInt64(prefix) &<< 32, tail: UInt64(UInt(bitPattern: bytes)))
    } else {
      self.init(inline: bytes, count: count)
    }
  }

  /// A view that holds up to 12 bytes itself.
  @inlinable @inline(__always)
  public init(inline bytes: UnsafePointer<UInt8>, count: Int) {
    let raw = UnsafeRawPointer(bytes)
    if count >= 8 {
      // Overlapping loads: 4 + 4..8 bytes.
      let prefix = raw.loadUnaligned(as: UInt32.self)
      let last = (raw + (count &- 8)).loadUnaligned(as: UInt64.self)
      head = UInt64(count) | UInt64(prefix) &<< 32
      tail = last &>> UInt64((12 &- count) &* 8)
    } else if count >= 4 {
      let prefix = raw.loadUnaligned(as: UInt32.self)
      let last = (raw + (count &- 4)).loadUnaligned(as: UInt32.self)
      head = UInt64(count) | UInt64(prefix) &<< 32
      tail = count == 4 ? 0 : UInt64(last) &>> UInt64((8 &- count) &* 8)
    } else {
      var prefix: UInt64 = 0
      var index = 0
      while index < count {
        prefix |= UInt64(bytes[index]) &<< UInt64(index &* 8)
        index &+= 1
      }
      head = UInt64(count) | prefix &<< 32
      tail = 0
    }
  }

  @inlinable @inline(__always)
  public var count: Int { Int(UInt32(truncatingIfNeeded: head)) }

  @inlinable @inline(__always)
  public var isInline: Bool { UInt32(truncatingIfNeeded: head) <= 12 }

  /// The bytes of the view that stands at `view`; valid while that memory and the heap live.
  @inlinable @inline(__always)
  public static func bytes(of view: UnsafePointer<StringView>) -> UnsafePointer<UInt8> {
    if view.pointee.isInline {
      return UnsafePointer((UnsafeRawPointer(view) + 4).assumingMemoryBound(to: UInt8.self))
    }
    return UnsafePointer(bitPattern: UInt(view.pointee.tail)).unsafelyUnwrapped
  }

  /// Whether both hold the same bytes.
  @inlinable @inline(__always)
  public static func equal(_ a: StringView, _ b: StringView) -> Bool {
    if a.head != b.head { return false }
    if a.tail == b.tail { return true }
    if a.isInline { return false }
    let x = UnsafeRawPointer(bitPattern: UInt(a.tail)).unsafelyUnwrapped
    let y = UnsafeRawPointer(bitPattern: UInt(b.tail)).unsafelyUnwrapped
    return memcmp(x, y, a.count) == 0
  }

  /// Byte order (which is code-point order for UTF-8): negative, zero or positive.
  @inlinable @inline(__always)
  public static func compare(_ a: UnsafePointer<StringView>, _ b: UnsafePointer<StringView>) -> Int {
    let x = UInt32(truncatingIfNeeded: a.pointee.head &>> 32).byteSwapped
    let y = UInt32(truncatingIfNeeded: b.pointee.head &>> 32).byteSwapped
    if x != y { return x < y ? -1 : 1 }
    let n = a.pointee.count
    let m = b.pointee.count
    let order = memcmp(bytes(of: a), bytes(of: b), min(n, m))
    return order != 0 ? Int(order) : n &- m
  }
}

extension StringView {
  /// The bytes as a Swift string, malformed UTF-8 repaired.
  public static func string(at view: UnsafePointer<StringView>) -> String {
    String(decoding: UnsafeBufferPointer(start: bytes(of: view), count: view.pointee.count), as: UTF8.self)
  }
}
