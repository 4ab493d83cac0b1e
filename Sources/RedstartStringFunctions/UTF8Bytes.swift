#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes of UTF-8 text that another object keeps alive.
typealias Bytes = UnsafeBufferPointer<UInt8>

/// Whether a byte begins a character.
@inline(__always)
func isLead(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

/// Bytes of the character that begins with `byte`.
@inline(__always)
func characterLength(_ byte: UInt8) -> Int { byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4 }

extension UnsafeBufferPointer where Element == UInt8 {
  /// Number of characters (code points).
  var characterCount: Int {
    var total = 0
    for byte in self where isLead(byte) { total &+= 1 }
    return total
  }

  var isASCII: Bool {
    var all: UInt8 = 0
    for byte in self { all |= byte }
    return all < 0x80
  }

  /// The byte offset behind `characters` characters that begin at byte `start`; the end when there are fewer.
  func offset(after characters: Int, from start: Int = 0) -> Int {
    var at = start
    var left = characters
    while at < count, left > 0 {
      at &+= characterLength(self[at])
      left &-= 1
    }
    return Swift.min(at, count)
  }

  /// The bytes of a range.
  func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: self[range]) }

  /// Where `needle` begins at or behind `start`.
  func firstOffset(of needle: Bytes, from start: Int = 0) -> Int? {
    if needle.count == 0 { return start <= count ? start : nil }
    guard start &+ needle.count <= count, let base = baseAddress, let pattern = needle.baseAddress else { return nil }
    let first = Int32(pattern[0])
    let lastStart = count &- needle.count
    var at = start
    while at <= lastStart {
      guard let found = memchr(base + at, first, lastStart &- at &+ 1) else { return nil }
      let candidate = UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
      if memcmp(candidate, pattern, needle.count) == 0 { return candidate - base }
      at = candidate - base &+ 1
    }
    return nil
  }

  /// Where the last `needle` that ends at or before `end` begins.
  func lastOffset(of needle: Bytes, before end: Int) -> Int? {
    var at = end &- needle.count
    while at >= 0 {
      if matches(needle, at: at) { return at }
      at &-= 1
    }
    return nil
  }

  /// Whether `needle` stands at `offset`.
  @inline(__always)
  func matches(_ needle: Bytes, at offset: Int) -> Bool {
    if offset < 0 || offset &+ needle.count > count { return false }
    guard needle.count > 0, let base = baseAddress, let pattern = needle.baseAddress else { return true }
    return memcmp(base + offset, pattern, needle.count) == 0
  }

  /// As Spark's `substring`: positions count from 1, or from the end when negative; 0 is 1.
  func substring(position: Int, length: Int) -> UnsafeBufferPointer<UInt8> {
    let start = position > 0 ? position &- 1 : position < 0 ? characterCount &+ position : 0
    let end = length > Int(Int32.max) &- start ? Int(Int32.max) : start &+ length
    if end <= start || start >= count { return part(0..<0) }
    let first = start > 0 ? offset(after: start) : 0
    let last = offset(after: end &- Swift.max(start, 0), from: first)
    return part(first..<last)
  }

  /// As `substring` of binaries.
  func byteSubstring(position: Int, length: Int) -> UnsafeBufferPointer<UInt8> {
    if position > count { return part(0..<0) }
    var start = position > 0 ? position &- 1 : position < 0 ? count &+ position : 0
    let end = length > Int(Int32.max) &- start ? count : Swift.min(count, start &+ length)
    start = Swift.max(start, 0)
    return start < end ? part(start..<end) : part(0..<0)
  }

  /// A copy as a Swift string.
  var string: String { String(decoding: self, as: UTF8.self) }
}

/// The sine, which the constants of MD5 are made of.
func sine(_ x: Double) -> Double { sin(x) }

/// The exact decimal text of a double, rounded half to even.
func fixedText(_ value: Double, _ places: Int) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512 + places) { buffer in
    guard let base = buffer.baseAddress else { return "" }
    let length = withVaList([Int32(places), value]) { vsnprintf(base, buffer.count, "%.*f", $0) }
    return String(decoding: UnsafeRawBufferPointer(start: base, count: Int(max(0, length))), as: UTF8.self)
  }
}

/// The text of a double with an exponent of two digits or more.
func scientificText(_ value: Double, _ places: Int) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512 + places) { buffer in
    guard let base = buffer.baseAddress else { return "" }
    let length = withVaList([Int32(places), value]) { vsnprintf(base, buffer.count, "%.*e", $0) }
    return String(decoding: UnsafeRawBufferPointer(start: base, count: Int(max(0, length))), as: UTF8.self)
  }
}
