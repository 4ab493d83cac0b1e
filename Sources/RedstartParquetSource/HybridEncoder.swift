/// Writes levels and dictionary codes as runs: repeated values from eight on, bit-packed groups between.
enum HybridEncoder {
  static func width(highest: Int) -> Int { Int.bitWidth - highest.leadingZeroBitCount }

  /// Appends the runs of `values`.
  @specialized(where T == UInt8)
  @specialized(where T == UInt32)
  static func encode<T: FixedWidthInteger & BitwiseCopyable>(
    _ values: UnsafePointer<T>, count: Int, width: Int, into out: ByteBuilder
  ) {
    var position = 0
    // Where the values start that are not written yet, always at a multiple of eight behind the run before.
    var packed = 0
    while position < count {
      let value = values[position]
      var end = position + 1
      while end < count, values[end] == value { end += 1 }
      // A run may only start where a packed group ends: its first values may be needed to fill that group.
      let fill = (8 - ((position - packed) & 7)) & 7
      if end - position - fill >= 8 || (end == count && packed == position) {
        let start = min(position + fill, end)
        pack(values + packed, count: start - packed, width: width, into: out)
        if end > start { repeated(UInt32(truncatingIfNeeded: value), count: end - start, width: width, into: out) }
        packed = end
      }
      position = end
    }
    pack(values + packed, count: count - packed, width: width, into: out)
  }

  /// A run of one value.
  static func repeated(_ value: UInt32, count: Int, width: Int, into out: ByteBuilder) {
    varint(UInt64(count) << 1, into: out)
    for index in 0..<((width + 7) / 8) { out.append(UInt8(truncatingIfNeeded: value >> UInt32(index * 8))) }
  }

  @inline(__always)
  private static func pack<T: FixedWidthInteger & BitwiseCopyable>(
    _ values: UnsafePointer<T>, count: Int, width: Int, into out: ByteBuilder
  ) {
    if count == 0 { return }
    let groups = (count + 7) / 8
    varint(UInt64(groups) << 1 | 1, into: out)
    let size = groups * width
    let target = out.reserve(size + 8)
    var bits: UInt64 = 0
    var filled = 0
    var written = 0
    for index in 0..<count {
      bits |= UInt64(truncatingIfNeeded: values[index]) &<< UInt64(filled)
      filled &+= width
      if filled >= 32 {
        target.storeBytes(of: UInt32(truncatingIfNeeded: bits).littleEndian, toByteOffset: written, as: UInt32.self)
        written &+= 4
        bits &>>= 32
        filled &-= 32
      }
    }
    // What is left, and zeros up to the end of the group.
    while written < size {
      target.storeBytes(of: UInt8(truncatingIfNeeded: bits), toByteOffset: written, as: UInt8.self)
      written &+= 1
      bits &>>= 8
    }
    out.advance(size)
  }

  static func varint(_ value: UInt64, into out: ByteBuilder) {
    var rest = value
    while rest >= 128 {
      out.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    out.append(UInt8(rest))
  }
}
