import RedstartDiagnostics

/// Decompresses Snappy blocks.
///
/// An own decoder because decompression is most of the time of reading Parquet: nearly every element is moved by one copy of
/// 64 bytes, and literals and copies take the same path without a branch between them.
public enum SnappyBlock {
  /// The size that the block says it has when decompressed; nil for a damaged start.
  public static func uncompressedSize(_ source: UnsafeRawBufferPointer) -> Int? { preamble(source)?.size }

  private static func preamble(_ source: UnsafeRawBufferPointer) -> (size: Int, start: Int)? {
    var size = 0
    for index in 0..<min(5, source.count) {
      let byte = Int(source[index])
      size |= (byte & 127) << (7 * index)
      if byte < 128 { return size <= Int(UInt32.max) ? (size, index + 1) : nil }
    }
    return nil
  }

  /// What a tag says: its length in the low byte, the high bits of its offset above. Tags that the quick path does not take
  /// (long literals, offsets of four bytes) have a length above any offset.
  private static let tags: [UInt32] = (0..<256).map { tag in
    switch tag & 3 {
    case 0: tag >> 2 < 60 ? UInt32(tag >> 2 + 1) | 0x100 : 0xff
    case 1: UInt32((tag >> 2) & 7 + 4) | UInt32(tag >> 5) << 8
    case 2: UInt32(tag >> 2 + 1)
    default: 0xff
    }
  }

  /// Decompresses `source` into exactly `target.count` bytes.
  /// - Throws: `FAILED_READ_FILE.CORRUPT_BLOCK` when the data is damaged or of another size.
  public static func decompress(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) throws {
    guard let (size, start) = preamble(source), size == target.count else { throw corrupt }
    guard size > 0 else {
      if start == source.count { return }
      throw corrupt
    }
    guard let input = source.baseAddress, let output = target.baseAddress else { throw corrupt }
    let written = tags.withUnsafeBufferPointer { tags -> Int in
      guard let table = tags.baseAddress else { return -1 }
      return decode(
        input.assumingMemoryBound(to: UInt8.self), source.count, from: start, output.assumingMemoryBound(to: UInt8.self), size,
        table)
    }
    guard written == size else { throw corrupt }
  }

  private static var corrupt: SparkError {
    SparkError("FAILED_READ_FILE.CORRUPT_BLOCK", ["what": "a damaged snappy block", "codec": "snappy"])
  }

  /// Returns how many bytes were written, or -1 for damaged input.
  private static func decode(
    _ input: UnsafePointer<UInt8>, _ inputCount: Int, from start: Int, _ output: UnsafeMutablePointer<UInt8>, _ outputCount: Int,
    _ table: UnsafePointer<UInt32>
  ) -> Int {
    var read = start
    var written = 0
    // Where a copy of 64 bytes behind an element's head still stays inside.
    let quickInput = inputCount &- 70
    let quickOutput = outputCount &- 64
    // Bytes of the trailer that belong to the offset: none for literals, one, two.
    let masks: UInt64 = 0x0000_ffff_00ff_0000
    while read < inputCount {
      while read < quickInput, written <= quickOutput {
        let tag = Int(input[read])
        let entry = Int(table[tag])
        let kind = tag & 3
        let trailer = Int(UnsafeRawPointer(input + read).loadUnaligned(fromByteOffset: 1, as: UInt16.self))
        let offset = (entry & 0xff00) &+ (trailer & Int((masks &>> UInt64(kind &* 16)) & 0xffff))
        let length = entry & 0xff
        // Overlaps, offsets before the start and unusual tags; literals have an offset of 256 to pass.
        if length > offset || offset > written { break }
        let literal = input + (read &+ 1)
        let earlier = UnsafePointer(output) + (written &- offset)
        let from = kind == 0 ? literal : earlier
        let block = UnsafeRawPointer(from).loadUnaligned(as: SIMD64<UInt8>.self)
        UnsafeMutableRawPointer(output + written).storeBytes(of: block, as: SIMD64<UInt8>.self)
        read &+= kind == 0 ? length &+ 1 : kind &+ 1
        written &+= length
      }
      if read >= inputCount { break }
      // One element with every check.
      let tag = Int(input[read])
      var length: Int
      var offset = 0
      read &+= 1
      switch tag & 3 {
      case 0:
        length = tag >> 2
        if length >= 60 {
          let bytes = length &- 59
          guard read &+ bytes <= inputCount else { return -1 }
          length = 0
          for index in 0..<bytes { length |= Int(input[read &+ index]) &<< (8 &* index) }
          read &+= bytes
        }
        length &+= 1
        guard length <= inputCount &- read, length <= outputCount &- written else { return -1 }
        (output + written).update(from: input + read, count: length)
        read &+= length
        written &+= length
        continue
      case 1:
        guard read < inputCount else { return -1 }
        length = ((tag >> 2) & 7) &+ 4
        offset = (tag >> 5) &<< 8 | Int(input[read])
        read &+= 1
      case 2:
        guard read &+ 2 <= inputCount else { return -1 }
        length = tag >> 2 &+ 1
        offset = Int(input[read]) | Int(input[read &+ 1]) &<< 8
        read &+= 2
      default:
        guard read &+ 4 <= inputCount else { return -1 }
        length = tag >> 2 &+ 1
        offset = Int(UnsafeRawPointer(input + read).loadUnaligned(as: UInt32.self).littleEndian)
        read &+= 4
      }
      guard offset > 0, offset <= written, length <= outputCount &- written else { return -1 }
      copy(output + written, offset, length, room: outputCount &- written)
      written &+= length
    }
    return written
  }

  /// Repeats the bytes `offset` before `target`; they may overlap it.
  @inline(__always)
  private static func copy(_ target: UnsafeMutablePointer<UInt8>, _ offset: Int, _ length: Int, room: Int) {
    let source = UnsafePointer(target) - offset
    if offset >= 8, room >= length &+ 8 {
      var done = 0
      while done < length {
        let word = UnsafeRawPointer(source + done).loadUnaligned(as: UInt64.self)
        UnsafeMutableRawPointer(target + done).storeBytes(of: word, as: UInt64.self)
        done &+= 8
      }
    } else {
      for index in 0..<length { target[index] = source[index] }
    }
  }
}
