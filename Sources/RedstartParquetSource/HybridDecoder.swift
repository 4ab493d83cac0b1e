/// Decodes runs: repeated values and bit-packed groups in turn, as levels and dictionary codes are stored.
///
/// The memory must outlive the decoder and have 8 readable bytes behind its end.
struct HybridDecoder {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private var position: Int
  let width: Int
  /// Values left in the run.
  private var left = 0
  private var isPacked = false
  private var repeated: UInt32 = 0
  /// Where the packed run starts, and how many of its values were taken.
  private var packedStart = 0
  private var taken = 0

  init(_ bytes: UnsafeRawBufferPointer, width: Int) throws {
    guard width >= 0, width <= 32, let start = bytes.baseAddress else { throw ParquetDamage("a bit width out of range") }
    base = start.assumingMemoryBound(to: UInt8.self)
    end = bytes.count
    position = 0
    self.width = width
  }

  /// All of `bytes` as one packed run (plain booleans).
  init(packed bytes: UnsafeRawBufferPointer, width: Int) throws {
    try self.init(bytes, width: width)
    isPacked = true
    left = width == 0 ? 0 : bytes.count * 8 / width
    position = end
  }

  /// Ensures that a run has values left.
  @inline(__always)
  private mutating func ensureRun() throws {
    if left == 0 { try nextRun() }
  }

  private mutating func nextRun() throws {
    if width == 0, position >= end {
      // A single value needs no bits and no runs.
      left = Int.max
      isPacked = false
      repeated = 0
      return
    }
    repeat {
      var head: UInt64 = 0
      var shift: UInt64 = 0
      while true {
        guard position < end, shift < 35 else { throw ParquetDamage("runs that end early") }
        let byte = base[position]
        position += 1
        head |= UInt64(byte & 127) &<< shift
        shift += 7
        if byte < 128 { break }
      }
      let count = Int(head >> 1)
      if head & 1 == 1 {
        isPacked = true
        let bytes = count * width
        packedStart = position
        taken = 0
        // The last run may be cut after its last needed byte.
        let available = min(bytes, end - position)
        left = width == 0 ? count * 8 : min(count * 8, available * 8 / width)
        position += available
        guard left > 0 || count == 0 else { throw ParquetDamage("runs that end early") }
      } else {
        isPacked = false
        let bytes = (width + 7) / 8
        guard bytes <= end - position else { throw ParquetDamage("runs that end early") }
        var value: UInt32 = 0
        for index in 0..<bytes { value |= UInt32(base[position + index]) &<< UInt32(index * 8) }
        guard width == 32 || value < 1 << UInt32(width) else { throw ParquetDamage("a run of a value too wide") }
        repeated = value
        left = count
        position += bytes
      }
    } while left == 0
  }

  /// The next `count` values.
  mutating func decode(_ count: Int, into out: UnsafeMutablePointer<UInt32>) throws {
    var done = 0
    while done < count {
      try ensureRun()
      let length = min(left, count &- done)
      if isPacked, width > 0 {
        BitUnpacking.unpack(base + packedStart, width: width, start: taken, count: length, into: out + done)
        taken &+= length
      } else {
        (out + done).update(repeating: isPacked ? 0 : repeated, count: length)
      }
      left &-= length
      done &+= length
    }
  }

  /// The next `count` values in a byte each.
  mutating func decodeBytes(_ count: Int, into out: UnsafeMutablePointer<UInt8>) throws {
    var done = 0
    while done < count {
      try ensureRun()
      let length = min(left, count &- done)
      if isPacked, width > 0 {
        let raw = UnsafeRawPointer(base + packedStart)
        let mask = (UInt64(1) &<< UInt64(width)) &- 1
        let width = self.width
        let first = taken
        let target = out + done
        for index in 0..<length {
          let bit = (first &+ index) &* width
          let word = raw.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self)
          target[index] = UInt8(truncatingIfNeeded: (word &>> UInt64(bit & 7)) & mask)
        }
        taken &+= length
      } else {
        (out + done).update(repeating: isPacked ? 0 : UInt8(truncatingIfNeeded: repeated), count: length)
      }
      left &-= length
      done &+= length
    }
  }

  /// The next `count` one-bit values into a bitmap, whose words are zero from `offset` on; returns how many are set.
  mutating func decodeBits(_ count: Int, into words: UnsafeMutablePointer<UInt64>, at offset: Int) throws -> Int {
    var done = 0
    var set = 0
    while done < count {
      try ensureRun()
      let length = min(left, count &- done)
      var index = 0
      let packed = isPacked
      let raw = UnsafeRawPointer(base + packedStart)
      let constant: UInt64 = repeated & 1 == 1 ? ~0 : 0
      if packed || constant != 0 {
        while index < length {
          let part = min(56, length &- index)
          let from = taken &+ index
          var bits =
            packed ? raw.loadUnaligned(fromByteOffset: from &>> 3, as: UInt64.self) &>> UInt64(from & 7) : constant
          bits &= (UInt64(1) &<< UInt64(part)) &- 1
          let to = offset &+ done &+ index
          words[to &>> 6] |= bits &<< UInt64(to & 63)
          if (to & 63) &+ part > 64 { words[(to &>> 6) &+ 1] |= bits &>> UInt64(64 &- (to & 63)) }
          set &+= bits.nonzeroBitCount
          index &+= part
        }
      }
      if packed { taken &+= length }
      left &-= length
      done &+= length
    }
    return set
  }

  /// Whether the next `count` values are all 1 and stand in one run.
  mutating func isAllOnes(_ count: Int) throws -> Bool {
    if count == 0 { return true }
    try ensureRun()
    return !isPacked && repeated == 1 && left >= count
  }

  mutating func skip(_ count: Int) throws {
    var rest = count
    while rest > 0 {
      try ensureRun()
      let length = min(left, rest)
      if isPacked { taken &+= length }
      left &-= length
      rest &-= length
    }
  }
}
