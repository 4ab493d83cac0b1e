/// Unpacks little-endian bit-packed numbers.
///
/// 8 readable bytes must follow the packed data: every number is taken from one unaligned 64-bit load.
enum BitUnpacking {
  /// Numbers `start..<start + count` of the run at `source` into `out`.
  static func unpack(
    _ source: UnsafePointer<UInt8>, width: Int, start: Int, count: Int, into out: UnsafeMutablePointer<UInt32>
  ) {
    switch width {
    case 1: kernel(source, 1, start, count, out)
    case 2: kernel(source, 2, start, count, out)
    case 3: kernel(source, 3, start, count, out)
    case 4: kernel(source, 4, start, count, out)
    case 5: kernel(source, 5, start, count, out)
    case 6: kernel(source, 6, start, count, out)
    case 7: kernel(source, 7, start, count, out)
    case 8: kernel(source, 8, start, count, out)
    case 9: kernel(source, 9, start, count, out)
    case 10: kernel(source, 10, start, count, out)
    case 11: kernel(source, 11, start, count, out)
    case 12: kernel(source, 12, start, count, out)
    case 13: kernel(source, 13, start, count, out)
    case 14: kernel(source, 14, start, count, out)
    case 15: kernel(source, 15, start, count, out)
    case 16: kernel(source, 16, start, count, out)
    case 17: kernel(source, 17, start, count, out)
    case 18: kernel(source, 18, start, count, out)
    case 19: kernel(source, 19, start, count, out)
    case 20: kernel(source, 20, start, count, out)
    default: kernel(source, width, start, count, out)
    }
  }

  /// With a literal width the compiler turns every shift and offset of the group into a constant.
  @inline(__always)
  private static func kernel(
    _ source: UnsafePointer<UInt8>, _ width: Int, _ start: Int, _ count: Int, _ out: UnsafeMutablePointer<UInt32>
  ) {
    let raw = UnsafeRawPointer(source)
    let mask = (UInt64(1) &<< UInt64(width)) &- 1
    var index = 0
    // Up to the next group of eight.
    let head = min(count, (8 &- (start & 7)) & 7)
    while index < head {
      let bit = (start &+ index) &* width
      let word = raw.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self)
      out[index] = UInt32(truncatingIfNeeded: (word &>> UInt64(bit & 7)) & mask)
      index &+= 1
    }
    var group = raw + ((start &+ index) &>> 3) &* width
    while index &+ 8 <= count {
      let target = out + index
      if width <= 8 {
        let word = group.loadUnaligned(as: UInt64.self)
        target[0] = UInt32(truncatingIfNeeded: word & mask)
        target[1] = UInt32(truncatingIfNeeded: (word &>> UInt64(width)) & mask)
        target[2] = UInt32(truncatingIfNeeded: (word &>> UInt64(2 &* width)) & mask)
        target[3] = UInt32(truncatingIfNeeded: (word &>> UInt64(3 &* width)) & mask)
        target[4] = UInt32(truncatingIfNeeded: (word &>> UInt64(4 &* width)) & mask)
        target[5] = UInt32(truncatingIfNeeded: (word &>> UInt64(5 &* width)) & mask)
        target[6] = UInt32(truncatingIfNeeded: (word &>> UInt64(6 &* width)) & mask)
        target[7] = UInt32(truncatingIfNeeded: (word &>> UInt64(7 &* width)) & mask)
      } else {
        target[0] = take(group, 0, width, mask)
        target[1] = take(group, 1, width, mask)
        target[2] = take(group, 2, width, mask)
        target[3] = take(group, 3, width, mask)
        target[4] = take(group, 4, width, mask)
        target[5] = take(group, 5, width, mask)
        target[6] = take(group, 6, width, mask)
        target[7] = take(group, 7, width, mask)
      }
      group += width
      index &+= 8
    }
    while index < count {
      let bit = (start &+ index) &* width
      let word = raw.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self)
      out[index] = UInt32(truncatingIfNeeded: (word &>> UInt64(bit & 7)) & mask)
      index &+= 1
    }
  }

  @inline(__always)
  private static func take(_ group: UnsafeRawPointer, _ number: Int, _ width: Int, _ mask: UInt64) -> UInt32 {
    let bit = number &* width
    let word = group.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self)
    return UInt32(truncatingIfNeeded: (word &>> UInt64(bit & 7)) & mask)
  }

  /// Numbers of up to 64 bits, for delta encodings.
  static func unpackWide(_ source: UnsafePointer<UInt8>, width: Int, count: Int, into out: UnsafeMutablePointer<UInt64>) {
    if width == 0 {
      out.update(repeating: 0, count: count)
      return
    }
    let raw = UnsafeRawPointer(source)
    let mask = width == 64 ? ~0 : (UInt64(1) &<< UInt64(width)) &- 1
    if width <= 56 {
      for index in 0..<count {
        let bit = index &* width
        let word = raw.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self)
        out[index] = (word &>> UInt64(bit & 7)) & mask
      }
    } else {
      for index in 0..<count {
        let bit = index &* width
        let low = raw.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self)
        let high = UInt64(raw.load(fromByteOffset: (bit &>> 3) &+ 8, as: UInt8.self))
        let shift = UInt64(bit & 7)
        out[index] = ((low &>> shift) | (shift == 0 ? 0 : high &<< (64 &- shift))) & mask
      }
    }
  }
}
