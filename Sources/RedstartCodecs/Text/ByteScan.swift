/// Searches for bytes, sixteen at a time. All functions may read up to 64 bytes behind what they look at.
@frozen
public enum ByteScan {
  public typealias Lane = SIMD16<UInt8>

  /// A bit for each of 16 bytes, set where the mask is.
  @inlinable @inline(__always)
  public static func bits(_ mask: SIMDMask<SIMD16<Int8>>) -> UInt64 {
    let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    // Bit i of byte i is kept; a multiplication gathers the eight bytes into the topmost one.
    let low = ((words[0] & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) &>> 56
    let high = ((words[1] & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) &>> 56
    return low | high &<< 8
  }

  /// Bits of the 64 bytes at `p` that equal one of four.
  @inlinable @inline(__always)
  public static func bits64(_ p: UnsafePointer<UInt8>, _ a: Lane, _ b: Lane, _ c: Lane, _ d: Lane) -> UInt64 {
    let raw = UnsafeRawPointer(p)
    var result: UInt64 = 0
    let v0 = raw.loadUnaligned(as: Lane.self)
    let v1 = raw.loadUnaligned(fromByteOffset: 16, as: Lane.self)
    let v2 = raw.loadUnaligned(fromByteOffset: 32, as: Lane.self)
    let v3 = raw.loadUnaligned(fromByteOffset: 48, as: Lane.self)
    result = bits((v0 .== a) .| (v0 .== b) .| (v0 .== c) .| (v0 .== d))
    result |= bits((v1 .== a) .| (v1 .== b) .| (v1 .== c) .| (v1 .== d)) &<< 16
    result |= bits((v2 .== a) .| (v2 .== b) .| (v2 .== c) .| (v2 .== d)) &<< 32
    result |= bits((v3 .== a) .| (v3 .== b) .| (v3 .== c) .| (v3 .== d)) &<< 48
    return result
  }

  /// The first position from `p` that holds one of four bytes, or `end`.
  @inlinable @inline(__always)
  public static func first(
    _ p: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ a: Lane, _ b: Lane, _ c: Lane, _ d: Lane
  ) -> UnsafePointer<UInt8> {
    var at = p
    while at < end {
      let v = UnsafeRawPointer(at).loadUnaligned(as: Lane.self)
      let found = bits((v .== a) .| (v .== b) .| (v .== c) .| (v .== d))
      if found != 0 { return min(at + found.trailingZeroBitCount, end) }
      at += 16
    }
    return end
  }

  @inlinable @inline(__always)
  public static func lane(_ byte: UInt8) -> Lane { Lane(repeating: byte) }
}
