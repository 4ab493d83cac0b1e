import RedstartMemory

/// One bit a row, 64 to a word, least significant first; a set bit means valid (or true).
///
/// Bits past `count` in the last word are zero.
public struct Bitmap: Sendable {
  public let count: Int
  /// How many bits are set.
  public let setCount: Int
  public let buffer: Buffer

  /// Words of 64 bits that hold `count` bits.
  @inlinable public static func wordCount(_ count: Int) -> Int { (count + 63) >> 6 }

  /// Wraps finished words, clearing the bits past `count` and counting the set ones.
  public init(words: Buffer, count: Int) {
    let length = Self.wordCount(count)
    let pointer = words.mutable(UInt64.self)
    if count & 63 != 0 { pointer[length - 1] &= (1 << UInt64(count & 63)) - 1 }
    var set = 0
    for index in 0..<length { set &+= pointer[index].nonzeroBitCount }
    self.count = count
    self.setCount = set
    self.buffer = words
  }

  /// All bits alike.
  public init(repeating value: Bool, count: Int) {
    let length = Self.wordCount(count)
    let words = Buffer(count: length, of: UInt64.self)
    words.mutable(UInt64.self).initialize(repeating: value ? ~0 : 0, count: length)
    self.init(words: words, count: count)
  }

  /// One bit for each byte, set where it is not zero.
  public init(bytes: UnsafePointer<UInt8>, count: Int) {
    let length = Self.wordCount(count)
    let words = Buffer(count: length, of: UInt64.self)
    let pointer = words.mutable(UInt64.self)
    for word in 0..<(count >> 6) {
      var bits: UInt64 = 0
      let source = bytes + word &* 64
      for bit in 0..<64 { bits |= UInt64(unsafeBitCast(source[bit] != 0, to: UInt8.self)) &<< UInt64(bit) }
      pointer[word] = bits
    }
    if count & 63 != 0 {
      var bits: UInt64 = 0
      let source = bytes + (count & ~63)
      for bit in 0..<(count & 63) { bits |= UInt64(unsafeBitCast(source[bit] != 0, to: UInt8.self)) &<< UInt64(bit) }
      pointer[length - 1] = bits
    }
    self.init(words: words, count: count)
  }

  /// Bits of Arrow or Parquet, starting at any bit of `source`.
  public init(copying source: UnsafeRawPointer, bitOffset: Int, count: Int) {
    let length = Self.wordCount(count)
    let words = Buffer.zeroed(byteCount: length * 8)
    let pointer = words.mutable(UInt8.self)
    let bytes = source.assumingMemoryBound(to: UInt8.self) + (bitOffset >> 3)
    let shift = UInt8(bitOffset & 7)
    let byteCount = (count + 7) >> 3
    if shift == 0 {
      pointer.update(from: bytes, count: byteCount)
    } else {
      let available = (Int(shift) + count + 7) >> 3
      for index in 0..<byteCount {
        var byte = bytes[index] &>> shift
        if index + 1 < available { byte |= bytes[index + 1] &<< (8 &- shift) }
        pointer[index] = byte
      }
    }
    self.init(words: words, count: count)
  }

  /// The words; keep the bitmap in a `let` while the pointer is in use.
  @inlinable @inline(__always)
  public var words: UnsafePointer<UInt64> { buffer.pointer(UInt64.self) }

  @inlinable @inline(__always)
  public subscript(index: Int) -> Bool { (words[index &>> 6] &>> UInt64(index & 63)) & 1 != 0 }

  public var allSet: Bool { setCount == count }
  public var noneSet: Bool { setCount == 0 }

  /// The bits of `range`.
  public func slice(_ range: Range<Int>) -> Bitmap {
    range == 0..<count ? self : Bitmap(copying: buffer.base, bitOffset: range.lowerBound, count: range.count)
  }

  /// Bits set in both; nil stands for "all set".
  public static func and(_ a: Bitmap?, _ b: Bitmap?) -> Bitmap? {
    guard let a else { return b }
    guard let b else { return a }
    precondition(a.count == b.count)
    let length = wordCount(a.count)
    let words = Buffer(count: length, of: UInt64.self)
    let out = words.mutable(UInt64.self)
    let x = a.words
    let y = b.words
    for index in 0..<length { out[index] = x[index] & y[index] }
    return Bitmap(words: words, count: a.count)
  }

  /// Each bit flipped.
  public var inverted: Bitmap {
    let length = Self.wordCount(count)
    let words = Buffer(count: length, of: UInt64.self)
    let out = words.mutable(UInt64.self)
    let source = self.words
    for index in 0..<length { out[index] = ~source[index] }
    return Bitmap(words: words, count: count)
  }

  /// One byte a bit, 0 or 1.
  public func expand(into bytes: UnsafeMutablePointer<UInt8>) {
    let source = words
    for index in 0..<count { bytes[index] = UInt8(truncatingIfNeeded: source[index &>> 6] &>> UInt64(index & 63)) & 1 }
  }
}
