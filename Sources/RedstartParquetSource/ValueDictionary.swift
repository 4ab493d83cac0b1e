import RedstartColumnar

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The distinct values of a column chunk, numbered in the order in which they came.
final class ValueDictionary {
  /// The dictionary page's bytes.
  let page = ByteBuilder(capacity: 1 << 14)
  private(set) var count = 0
  /// Bytes of each value; 0 for byte arrays, which stand behind their lengths.
  let width: Int
  /// Where each value starts in the page.
  private var offsets = [UInt32](repeating: 0, count: 256)
  /// Codes by hash, -1 where free.
  private var slots = [Int32](repeating: -1, count: 1024)

  /// Size of the page at which a chunk goes on without dictionary.
  static let limit = 1 << 20

  init(width: Int) { self.width = width }

  var isFull: Bool { page.count >= Self.limit }

  /// Codes of `count` values of 4 or 8 bytes.
  @specialized(where T == Int32)
  @specialized(where T == Int64)
  func encode<T: FixedWidthInteger & BitwiseCopyable>(
    _ values: UnsafePointer<T>, _ count: Int, into codes: UnsafeMutablePointer<UInt32>
  ) {
    var index = 0
    while index < count {
      // Room for a block of new values, so that the inner loop never grows anything.
      let block = min(1024, count - index)
      prepare(block)
      let known = page.reserve(block * MemoryLayout<T>.size)
      let base = UnsafeRawPointer(known - page.count).assumingMemoryBound(to: T.self)
      let target = UnsafeMutableRawPointer(mutating: base).assumingMemoryBound(to: T.self)
      var found = self.count
      slots.withUnsafeMutableBufferPointer { slots in
        let mask = slots.count - 1
        let shift = UInt64(64 - mask.nonzeroBitCount)
        for position in index..<(index + block) {
          let value = values[position]
          var slot = Int(truncatingIfNeeded: (UInt64(truncatingIfNeeded: value) &* 0x9e37_79b9_7f4a_7c15) &>> shift)
          while true {
            let code = slots[slot]
            if code < 0 {
              slots[slot] = Int32(truncatingIfNeeded: found)
              target[found] = value
              codes[position] = UInt32(truncatingIfNeeded: found)
              found &+= 1
              break
            }
            if base[Int(code)] == value {
              codes[position] = UInt32(bitPattern: code)
              break
            }
            slot = (slot &+ 1) & mask
          }
        }
      }
      page.advance((found - self.count) * MemoryLayout<T>.size)
      self.count = found
      index += block
    }
  }

  /// The code of a byte string.
  func code(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
    if (count + 1) * 2 > slots.count { grow() }
    let mask = slots.count - 1
    let shift = UInt64(64 - mask.nonzeroBitCount)
    var slot = Int(truncatingIfNeeded: Self.hash(bytes, length) &>> shift)
    while slots[slot] >= 0 {
      let code = slots[slot]
      let (known, size) = bytesOf(Int(code))
      if size == length, memcmp(known, bytes, length) == 0 { return UInt32(bitPattern: code) }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(truncatingIfNeeded: count)
    if count == offsets.count { offsets += [UInt32](repeating: 0, count: count) }
    if width == 0 { page.append(UInt32(truncatingIfNeeded: length).littleEndian) }
    offsets[count] = UInt32(truncatingIfNeeded: page.count)
    page.append(UnsafeRawBufferPointer(start: bytes, count: length))
    count += 1
    return UInt32(truncatingIfNeeded: count - 1)
  }

  /// Appends the plain form of the values of `codes`.
  func expand(_ codes: UnsafePointer<UInt32>, _ count: Int, into out: ByteBuilder) {
    for index in 0..<count {
      let code = Int(codes[index])
      if width > 0 {
        out.append(UnsafeRawBufferPointer(start: page.base + code * width, count: width))
      } else {
        let (bytes, size) = bytesOf(code)
        out.append(UInt32(truncatingIfNeeded: size).littleEndian)
        out.append(UnsafeRawBufferPointer(start: bytes, count: size))
      }
    }
  }

  private func bytesOf(_ code: Int) -> (UnsafeRawPointer, Int) {
    if width > 0 { return (UnsafeRawPointer(page.base + code * width), width) }
    let start = Int(offsets[code])
    let size = (page.base + start - 4).loadUnaligned(as: UInt32.self)
    return (UnsafeRawPointer(page.base + start), Int(UInt32(littleEndian: size)))
  }

  private func prepare(_ more: Int) { while (count + more) * 2 > slots.count { grow() } }

  private func grow() {
    let size = slots.count * 2
    let shift = UInt64(64 - (size - 1).nonzeroBitCount)
    var larger = [Int32](repeating: -1, count: size)
    for code in 0..<count {
      let (bytes, length) = bytesOf(code)
      let hash: UInt64
      if width == 4 {
        hash = UInt64(truncatingIfNeeded: bytes.loadUnaligned(as: Int32.self)) &* 0x9e37_79b9_7f4a_7c15
      } else if width == 8 {
        hash = bytes.loadUnaligned(as: UInt64.self) &* 0x9e37_79b9_7f4a_7c15
      } else {
        hash = Self.hash(bytes.assumingMemoryBound(to: UInt8.self), length)
      }
      var slot = Int(truncatingIfNeeded: hash &>> shift)
      while larger[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      larger[slot] = Int32(truncatingIfNeeded: code)
    }
    slots = larger
  }

  private static func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(bytes)
    var hash = 0x9e37_79b9_7f4a_7c15 ^ UInt64(truncatingIfNeeded: count)
    var position = 0
    while position &+ 8 <= count {
      hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position &+= 8
    }
    var rest: UInt64 = 0
    while position < count {
      rest = rest &<< 8 | UInt64(bytes[position])
      position &+= 1
    }
    return mix(hash ^ rest)
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
    return product.high ^ product.low
  }
}
