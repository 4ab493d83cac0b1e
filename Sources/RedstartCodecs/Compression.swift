import CCodecs
import RedstartDiagnostics
import RedstartMemory

/// The compressed block formats that files and messages use.
public enum BlockCodec: String, Sendable, CaseIterable {
  case uncompressed, snappy, gzip, zstd
  /// LZ4 blocks without a frame (Parquet's `LZ4_RAW`).
  case lz4Raw
  /// LZ4 with its frame (Arrow IPC).
  case lz4Frame
}

extension BlockCodec {
  /// Decompresses `source` into exactly `target.count` bytes.
  /// - Throws: `FAILED_READ_FILE.CORRUPT_BLOCK` when the data is damaged or of another size.
  public func decompress(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) throws {
    let input = source.bindMemory(to: CChar.self)
    let output = target.bindMemory(to: CChar.self)
    guard let from = input.baseAddress, let to = output.baseAddress else {
      if target.count == 0 { return }
      throw corrupt("an empty block")
    }
    switch self {
    case .uncompressed:
      guard source.count == target.count else { throw corrupt("a block of another size") }
      target.copyMemory(from: source)
    case .snappy:
      var length = target.count
      guard snappy_uncompress(from, source.count, to, &length) == SNAPPY_OK, length == target.count else {
        throw corrupt("a damaged snappy block")
      }
    case .zstd:
      let written = ZSTD_decompress(to, target.count, from, source.count)
      guard ZSTD_isError(written) == 0, written == target.count else { throw corrupt("a damaged zstd block") }
    case .lz4Raw:
      let written = LZ4_decompress_safe(from, to, Int32(clamping: source.count), Int32(clamping: target.count))
      guard written == target.count else { throw corrupt("a damaged lz4 block") }
    case .lz4Frame: try decompressFrame(source, into: target)
    case .gzip: try inflateBlock(source, into: target)
    }
  }

  /// `source` compressed; `level` means the codec's own default when nil.
  public func compress(_ source: UnsafeRawBufferPointer, level: Int32? = nil) throws -> [UInt8] {
    let bytes = source.bindMemory(to: CChar.self)
    let empty: [CChar] = [0]
    return try empty.withUnsafeBufferPointer { nothing in
      guard let from = bytes.baseAddress ?? nothing.baseAddress else { return [] }
      switch self {
      case .uncompressed: return Array(source)
      case .snappy:
        return try fill(capacity: snappy_max_compressed_length(source.count)) { target in
          var length = target.count
          let status = snappy_compress(from, source.count, target.baseAddress, &length)
          return status == SNAPPY_OK ? length : nil
        }
      case .zstd:
        return try fill(capacity: ZSTD_compressBound(source.count)) { target in
          let written = ZSTD_compress(target.baseAddress, target.count, from, source.count, level ?? 3)
          return ZSTD_isError(written) == 0 ? written : nil
        }
      case .lz4Raw:
        return try fill(capacity: Int(LZ4_compressBound(Int32(clamping: source.count)))) { target in
          let written = LZ4_compress_default(
            from, target.baseAddress, Int32(clamping: source.count), Int32(clamping: target.count))
          return written > 0 || source.isEmpty ? Int(written) : nil
        }
      case .lz4Frame:
        return try fill(capacity: LZ4F_compressFrameBound(source.count, nil)) { target in
          let written = LZ4F_compressFrame(target.baseAddress, target.count, from, source.count, nil)
          return LZ4F_isError(written) == 0 ? written : nil
        }
      case .gzip:
        var stream = z_stream()
        guard
          deflateInit2_(
            &stream, level ?? Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw SparkError.internal("zlib cannot start") }
        defer { deflateEnd(&stream) }
        return try fill(capacity: Int(deflateBound(&stream, UInt(source.count))) + 32) { target in
          stream.next_in = UnsafeMutableRawPointer(mutating: from).assumingMemoryBound(to: UInt8.self)
          stream.avail_in = UInt32(clamping: source.count)
          stream.next_out = target.baseAddress.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self) }
          stream.avail_out = UInt32(clamping: target.count)
          return deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : nil
        }
      }
    }
  }

  private func fill(capacity: Int, _ body: (UnsafeMutableBufferPointer<CChar>) -> Int?) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: max(capacity, 1)) { target, count in
      count = 0
      let written = target.withMemoryRebound(to: CChar.self) { body($0) }
      guard let written else { throw SparkError.internal("\(rawValue) cannot compress a block") }
      count = written
    }
  }

  private func decompressFrame(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) throws {
    var context: LZ4F_dctx_s_pointer?
    guard LZ4F_isError(LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))) == 0 else {
      throw SparkError.internal("lz4 cannot start")
    }
    defer { LZ4F_freeDecompressionContext(context) }
    var read = 0
    var written = 0
    while read < source.count {
      var outSize = target.count - written
      var inSize = source.count - read
      guard let to = target.baseAddress, let from = source.baseAddress else { break }
      let hint = LZ4F_decompress(context, to + written, &outSize, from + read, &inSize, nil)
      guard LZ4F_isError(hint) == 0 else { throw corrupt("a damaged lz4 frame") }
      read += inSize
      written += outSize
      if hint == 0 || (inSize == 0 && outSize == 0) { break }
    }
    guard written == target.count else { throw corrupt("a damaged lz4 frame") }
  }

  private func inflateBlock(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) throws {
    var stream = z_stream()
    // 32: gzip or zlib header, whichever is there.
    guard inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw SparkError.internal("zlib cannot start")
    }
    defer { inflateEnd(&stream) }
    stream.next_in = source.baseAddress.map { UnsafeMutableRawPointer(mutating: $0).assumingMemoryBound(to: UInt8.self) }
    stream.avail_in = UInt32(clamping: source.count)
    stream.next_out = target.baseAddress.map { $0.assumingMemoryBound(to: UInt8.self) }
    stream.avail_out = UInt32(clamping: target.count)
    guard inflate(&stream, Z_FINISH) == Z_STREAM_END, Int(stream.total_out) == target.count else {
      throw corrupt("a damaged gzip block")
    }
  }

  private func corrupt(_ what: String) -> SparkError {
    SparkError("FAILED_READ_FILE.CORRUPT_BLOCK", ["what": what, "codec": rawValue])
  }
}

private typealias LZ4F_dctx_s_pointer = OpaquePointer
