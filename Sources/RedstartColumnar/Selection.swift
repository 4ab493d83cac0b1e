import RedstartMemory

/// Row numbers of a batch, in the order in which they are wanted.
///
/// A number of -1 stands for no row and gathers as null (outer joins).
public struct Selection: Sendable {
  public let count: Int
  public let buffer: Buffer

  public init(_ buffer: Buffer, count: Int) {
    self.buffer = buffer
    self.count = count
  }

  public init(_ indices: [Int32]) {
    self.init(Buffer(copying: indices), count: indices.count)
  }

  /// The row numbers of the set bits.
  public init(_ bitmap: Bitmap) {
    let out = Buffer(count: max(bitmap.setCount, 1), of: Int32.self)
    let pointer = out.mutable(Int32.self)
    let words = bitmap.words
    var found = 0
    for word in 0..<Bitmap.wordCount(bitmap.count) {
      var bits = words[word]
      let start = word &* 64
      while bits != 0 {
        pointer[found] = Int32(truncatingIfNeeded: start &+ bits.trailingZeroBitCount)
        found &+= 1
        bits &= bits &- 1
      }
    }
    self.init(out, count: found)
  }

  /// The rows whose byte is 1 and whose validity bit, if there are any, is set. `bytes` hold 0 or 1.
  public init(where bytes: UnsafePointer<UInt8>, validity: Bitmap?, count: Int) {
    let out = Buffer(count: count + 1, of: Int32.self)
    let pointer = out.mutable(Int32.self)
    var found = 0
    if let validity {
      let words = validity.words
      for row in 0..<count {
        pointer[found] = Int32(truncatingIfNeeded: row)
        let valid = UInt8(truncatingIfNeeded: words[row &>> 6] &>> UInt64(row & 63)) & 1
        found &+= Int(bytes[row] & valid)
      }
    } else {
      for row in 0..<count {
        pointer[found] = Int32(truncatingIfNeeded: row)
        found &+= Int(bytes[row])
      }
    }
    self.init(out, count: found)
  }

  /// The row numbers; keep the selection in a `let` while the pointer is in use.
  @inlinable @inline(__always)
  public var indices: UnsafePointer<Int32> { buffer.pointer(Int32.self) }

  /// Those of these rows that `inner` names by position.
  public func composed(with inner: Selection) -> Selection {
    let out = Buffer(count: max(inner.count, 1), of: Int32.self)
    let pointer = out.mutable(Int32.self)
    let a = indices
    let b = inner.indices
    for index in 0..<inner.count { pointer[index] = a[Int(b[index])] }
    return Selection(out, count: inner.count)
  }
}
