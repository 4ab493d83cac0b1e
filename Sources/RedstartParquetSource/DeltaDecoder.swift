import RedstartMemory

/// Decodes whole pages of the delta encodings and of split byte streams into plain memory.
enum DeltaDecoder {
  /// DELTA_BINARY_PACKED as values of 8 or 4 bytes; `consumed` is where the data behind it starts.
  @specialized(where T == Int32)
  @specialized(where T == Int64)
  static func integers<T: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, as type: T.Type
  ) throws -> (values: Buffer, count: Int, consumed: Int) {
    var reader = VarintReader(bytes)
    let blockSize = try reader.size()
    let miniblocks = try reader.size()
    let total = try reader.size()
    var last = try reader.zigzag()
    guard blockSize > 0, miniblocks > 0, blockSize <= 1 << 20, blockSize % miniblocks == 0 else {
      throw ParquetDamage("a damaged delta header")
    }
    let perMiniblock = blockSize / miniblocks
    guard perMiniblock % 8 == 0 else { throw ParquetDamage("a damaged delta header") }
    // Each block takes its minimum and a width for each miniblock.
    guard total <= 1 || (total - 2) / blockSize < bytes.count / (1 + miniblocks) + 1 else {
      throw ParquetDamage("more delta values than the page can hold")
    }
    let buffer = BlockPool.shared.buffer(count: max(total, 1), of: T.self)
    let out = buffer.mutable(T.self)
    guard total > 0 else { return (buffer, 0, reader.position) }
    out[0] = T(truncatingIfNeeded: last)
    var done = 1
    let scratch = UnsafeMutablePointer<UInt64>.allocate(capacity: perMiniblock)
    defer { scratch.deallocate() }
    while done < total {
      let minimum = try reader.zigzag()
      let widths = try reader.take(miniblocks)
      for index in 0..<miniblocks where done < total {
        let width = Int(widths[index])
        guard width <= 64 else { throw ParquetDamage("a bit width out of range") }
        let needed = perMiniblock * width / 8
        // The last miniblock may be cut after its last needed value.
        let count = min(perMiniblock, total - done)
        let packed = try reader.takeUpTo(needed, atLeast: (count * width + 7) / 8)
        BitUnpacking.unpackWide(packed, width: width, count: count, into: scratch)
        let target = out + done
        for position in 0..<count {
          last = last &+ minimum &+ Int64(bitPattern: scratch[position])
          target[position] = T(truncatingIfNeeded: last)
        }
        done += count
      }
    }
    return (buffer, total, reader.position)
  }

  /// DELTA_LENGTH_BYTE_ARRAY: views of the values, which stay where they are.
  static func lengthPrefixed(_ bytes: UnsafeRawBufferPointer) throws -> (views: Buffer, count: Int) {
    let (lengths, count, start) = try integers(bytes, as: Int32.self)
    let views = BlockPool.shared.buffer(count: max(count, 1), of: ViewPair.self)
    let out = views.mutable(ViewPair.self)
    let sizes = lengths.pointer(Int32.self)
    guard let base = bytes.baseAddress else { return (views, 0) }
    var position = start
    for index in 0..<count {
      let size = Int(sizes[index])
      guard size >= 0, size <= bytes.count - position else { throw ParquetDamage("a text longer than its page") }
      out[index] = ViewPair((base + position).assumingMemoryBound(to: UInt8.self), size)
      position += size
    }
    return (views, count)
  }

  /// DELTA_BYTE_ARRAY: each value shares a prefix with the one before; the values are built in a heap of their own.
  static func prefixed(_ bytes: UnsafeRawBufferPointer, limit: Int) throws -> (views: Buffer, heap: Buffer, count: Int) {
    let (prefixes, count, suffixStart) = try integers(bytes, as: Int32.self)
    let rest = UnsafeRawBufferPointer(rebasing: bytes[suffixStart...])
    let (suffixes, suffixCount) = try lengthPrefixed(rest)
    guard suffixCount == count else { throw ParquetDamage("prefixes without suffixes") }
    let shared = prefixes.pointer(Int32.self)
    let tails = suffixes.pointer(ViewPair.self)
    var total = 0
    var previous = 0
    for index in 0..<count {
      let prefix = Int(shared[index])
      guard prefix >= 0, prefix <= previous else { throw ParquetDamage("a prefix longer than the value before") }
      previous = prefix + tails[index].count
      total += previous
      guard total <= limit else { throw ParquetDamage("a page of prefixed values too large") }
    }
    let heap = BlockPool.shared.buffer(byteCount: total)
    let views = BlockPool.shared.buffer(count: max(count, 1), of: ViewPair.self)
    let out = views.mutable(ViewPair.self)
    var target = heap.mutable(UInt8.self)
    var last = UnsafePointer(target)
    for index in 0..<count {
      let prefix = Int(shared[index])
      let tail = tails[index]
      target.update(from: last, count: prefix)
      (target + prefix).update(from: tail.bytes, count: tail.count)
      last = UnsafePointer(target)
      out[index] = ViewPair(last, prefix + tail.count)
      target += prefix + tail.count
    }
    return (views, heap, count)
  }

  /// BYTE_STREAM_SPLIT: byte `k` of every value stands in stream `k`.
  static func unsplit(_ bytes: UnsafeRawBufferPointer, width: Int) throws -> (values: Buffer, count: Int) {
    guard width > 0, bytes.count % width == 0 else { throw ParquetDamage("split streams of unequal length") }
    let count = bytes.count / width
    let buffer = BlockPool.shared.buffer(byteCount: bytes.count)
    let out = buffer.mutable(UInt8.self)
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return (buffer, 0) }
    for stream in 0..<width {
      let source = base + stream * count
      let target = out + stream
      for index in 0..<count { target[index &* width] = source[index] }
    }
    return (buffer, count)
  }
}

/// Where a value's bytes stand.
struct ViewPair: BitwiseCopyable {
  let bytes: UnsafePointer<UInt8>
  let count: Int

  init(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    self.bytes = bytes
    self.count = count
  }
}

/// Reads variable-length numbers and stretches of bytes.
struct VarintReader {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private(set) var position = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? UnsafePointer(bitPattern: 8).unsafelyUnwrapped
    end = bytes.count
  }

  mutating func varint() throws -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      guard position < end else { throw ParquetDamage("values that end early") }
      let byte = base[position]
      position += 1
      value |= UInt64(byte & 127) &<< shift
      if byte < 128 { return value }
      shift += 7
    }
    throw ParquetDamage("a number that is too long")
  }

  mutating func size() throws -> Int {
    guard let value = Int32(exactly: try varint()) else { throw ParquetDamage("a size out of range") }
    return Int(value)
  }

  mutating func zigzag() throws -> Int64 {
    let raw = try varint()
    return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
  }

  mutating func take(_ count: Int) throws -> UnsafePointer<UInt8> { try takeUpTo(count, atLeast: count) }

  /// Steps over `count` bytes, or to the end when at least `least` are there.
  mutating func takeUpTo(_ count: Int, atLeast least: Int) throws -> UnsafePointer<UInt8> {
    guard least <= end - position else { throw ParquetDamage("values that end early") }
    defer { position += min(count, end - position) }
    return base + position
  }
}
