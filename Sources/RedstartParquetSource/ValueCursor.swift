import RedstartColumnar

/// The values of a page that are not read yet.
enum ValueCursor {
  case none
  /// Codes of a dictionary that the chunk lacks.
  case missingDictionary
  /// Values of equal length, one after the other.
  case fixed(UnsafeRawPointer, left: Int, stride: Int)
  /// Byte arrays, each behind its length of four bytes.
  case lengthPrefixed(UnsafePointer<UInt8>, left: Int)
  /// Byte arrays that were found already.
  case pairs(UnsafePointer<ViewPair>, left: Int)
  case codes(HybridDecoder)
  case flags(HybridDecoder)

  var isCodes: Bool { if case .codes = self { true } else { false } }

  /// Writes the next `count` values; not for codes. Returns the length of the longest byte array, 0 for other values.
  mutating func read(_ count: Int, _ conversion: Conversion, into target: UnsafeMutableRawPointer) throws -> Int {
    if count == 0 { return 0 }
    switch self {
    case .none: throw ParquetDamage("a page with fewer values than it promises")
    case .missingDictionary, .codes: throw ParquetDamage("a column without its dictionary")
    case .fixed(let source, let left, let stride):
      guard count <= left else { throw ParquetDamage("a page with fewer values than it promises") }
      conversion.convert(source, count: count, into: target)
      self = .fixed(source + count * stride, left: left - count, stride: stride)
      return conversion.isViews ? stride : 0
    case .lengthPrefixed(let source, let left):
      if conversion == .views {
        let (end, longest) = try Self.walk(source, left, count, target.assumingMemoryBound(to: StringView.self))
        self = .lengthPrefixed(end, left: left - (end - source))
        return longest
      }
      return try withUnsafeTemporaryAllocation(of: StringView.self, capacity: count) { views in
        guard let base = views.baseAddress else { return 0 }
        let (end, longest) = try Self.walk(source, left, count, base)
        self = .lengthPrefixed(end, left: left - (end - source))
        conversion.convert(base, count: count, into: target)
        return longest
      }
    case .pairs(let pairs, let left):
      guard count <= left else { throw ParquetDamage("a page with fewer values than it promises") }
      self = .pairs(pairs + count, left: left - count)
      if conversion == .views {
        return Self.views(pairs, count, target.assumingMemoryBound(to: StringView.self))
      }
      return withUnsafeTemporaryAllocation(of: StringView.self, capacity: count) { views in
        guard let base = views.baseAddress else { return 0 }
        let longest = Self.views(pairs, count, base)
        conversion.convert(base, count: count, into: target)
        return longest
      }
    case .flags(var decoder):
      try decoder.decodeBytes(count, into: target.assumingMemoryBound(to: UInt8.self))
      self = .flags(decoder)
      return 0
    }
  }

  /// The next `count` codes, all below `limit`.
  mutating func readCodes(_ count: Int, limit: Int, into out: UnsafeMutablePointer<UInt32>) throws {
    guard case .codes(var decoder) = self else { throw ParquetDamage("values where codes were expected") }
    try decoder.decode(count, into: out)
    self = .codes(decoder)
    var highest: UInt32 = 0
    for index in 0..<count { highest = max(highest, out[index]) }
    guard count == 0 || Int(highest) < limit else { throw ParquetDamage("a code outside of the dictionary") }
  }

  mutating func skip(_ count: Int) throws {
    if count == 0 { return }
    switch self {
    case .none: throw ParquetDamage("a page with fewer values than it promises")
    case .missingDictionary: throw ParquetDamage("a column without its dictionary")
    case .fixed(let source, let left, let stride):
      guard count <= left else { throw ParquetDamage("a page with fewer values than it promises") }
      self = .fixed(source + count * stride, left: left - count, stride: stride)
    case .lengthPrefixed(var source, var left):
      for _ in 0..<count {
        guard left >= 4 else { throw ParquetDamage("a page with fewer values than it promises") }
        let size = Int(UInt32(littleEndian: UnsafeRawPointer(source).loadUnaligned(as: UInt32.self)))
        guard size <= left - 4 else { throw ParquetDamage("a value longer than its page") }
        source += size + 4
        left -= size + 4
      }
      self = .lengthPrefixed(source, left: left)
    case .pairs(let pairs, let left):
      guard count <= left else { throw ParquetDamage("a page with fewer values than it promises") }
      self = .pairs(pairs + count, left: left - count)
    case .codes(var decoder):
      try decoder.skip(count)
      self = .codes(decoder)
    case .flags(var decoder):
      try decoder.skip(count)
      self = .flags(decoder)
    }
  }

  /// Views of length-prefixed values; returns where it stopped and the longest length.
  private static func walk(
    _ source: UnsafePointer<UInt8>, _ left: Int, _ count: Int, _ out: UnsafeMutablePointer<StringView>
  ) throws -> (end: UnsafePointer<UInt8>, longest: Int) {
    var position = source
    let end = source + left
    var longest = 0
    var done = 0
    while done < count {
      let rest = end - position
      if rest < 4 { break }
      let size = Int(UInt32(littleEndian: UnsafeRawPointer(position).loadUnaligned(as: UInt32.self)))
      if size > rest &- 4 { break }
      position += 4
      out[done] = StringView(readable: position, count: size)
      longest = max(longest, size)
      position += size
      done &+= 1
    }
    guard done == count else { throw ParquetDamage("a value longer than its page") }
    return (position, longest)
  }

  private static func views(_ pairs: UnsafePointer<ViewPair>, _ count: Int, _ out: UnsafeMutablePointer<StringView>) -> Int {
    var longest = 0
    for index in 0..<count {
      let pair = pairs[index]
      out[index] = StringView(readable: pair.bytes, count: pair.count)
      longest = max(longest, pair.count)
    }
    return longest
  }
}

extension StringView {
  /// A view of bytes behind which 12 more can be read, made without branches.
  @inline(__always)
  init(readable bytes: UnsafePointer<UInt8>, count: Int) {
    let raw = UnsafeRawPointer(bytes)
    let prefix = UInt64(raw.loadUnaligned(as: UInt32.self))
    let rest = raw.loadUnaligned(fromByteOffset: 4, as: UInt64.self)
    // Shifts of 64 and more give zero.
    let prefixBits = min(count, 4) &* 8
    let restBits = min(max(count &- 4, 0), 8) &* 8
    let prefixMask = (UInt64(1) << UInt64(prefixBits)) &- 1
    let restMask = ~(UInt64.max << UInt64(restBits))
    let isLong = count > 12
    let head = UInt64(UInt32(truncatingIfNeeded: count)) | (prefix & prefixMask) &<< 32
    self.init(head: head, tail: isLong ? UInt64(UInt(bitPattern: bytes)) : rest & restMask)
  }
}
