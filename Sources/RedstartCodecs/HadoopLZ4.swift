import CCodecs
import RedstartDiagnostics

/// LZ4 as Hadoop frames it: big-endian sizes (uncompressed, compressed) in front of each block.
///
/// Parquet's codec `LZ4` is this; some writers stored a bare block under the same name, which is accepted as well.
public enum HadoopLZ4 {
  public static func decompress(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) throws {
    if try decompressFramed(source, into: target) { return }
    // A frame of the LZ4 command line, or a bare block.
    if source.count >= 4, source.loadUnaligned(as: UInt32.self).littleEndian == 0x184D_2204 {
      return try BlockCodec.lz4Frame.decompress(source, into: target)
    }
    try BlockCodec.lz4Raw.decompress(source, into: target)
  }

  /// False when the sizes in front do not fit.
  private static func decompressFramed(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) throws
    -> Bool
  {
    var read = 0
    var written = 0
    while read < source.count {
      guard source.count - read >= 8 else { return false }
      let size = Int(UInt32(bigEndian: source.loadUnaligned(fromByteOffset: read, as: UInt32.self)))
      read += 4
      guard size <= target.count - written else { return false }
      var left = size
      while left > 0 {
        guard source.count - read >= 4 else { return false }
        let compressed = Int(UInt32(bigEndian: source.loadUnaligned(fromByteOffset: read, as: UInt32.self)))
        read += 4
        guard compressed <= source.count - read, let from = source.baseAddress, let to = target.baseAddress else { return false }
        let count = LZ4_decompress_safe(
          (from + read).assumingMemoryBound(to: CChar.self), (to + written).assumingMemoryBound(to: CChar.self),
          Int32(clamping: compressed), Int32(clamping: target.count - written))
        guard count > 0, count <= left else { return false }
        read += compressed
        written += Int(count)
        left -= Int(count)
      }
    }
    return written == target.count
  }

  /// One framed block.
  public static func compress(_ source: UnsafeRawBufferPointer) throws -> [UInt8] {
    if source.isEmpty { return [] }
    let block = try BlockCodec.lz4Raw.compress(source)
    var result: [UInt8] = []
    result.reserveCapacity(block.count + 8)
    for size in [UInt32(source.count), UInt32(block.count)] {
      withUnsafeBytes(of: size.bigEndian) { result.append(contentsOf: $0) }
    }
    return result + block
  }
}
