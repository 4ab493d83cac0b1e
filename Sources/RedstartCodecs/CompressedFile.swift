import CCodecs
import RedstartDiagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes a file, compressing what is written.
public final class CompressedFile {
  private enum Encoder {
    case none
    case gzip(UnsafeMutablePointer<z_stream>)
    case bzip2(UnsafeMutablePointer<bz_stream>)
    case zstd(OpaquePointer)
  }

  private let path: String
  private var file: Int32
  private let encoder: Encoder
  private let output: UnsafeMutableRawPointer
  private static let outputSize = 256 << 10
  /// Bytes on disk so far.
  public private(set) var bytesWritten = 0

  /// Creates the file.
  /// - Throws: `TASK_WRITE_FAILED` when that is not possible.
  public init(path: String, _ compression: FileCompression) throws {
    self.path = path
    output = .allocate(byteCount: Self.outputSize, alignment: 64)
    switch compression {
    case .none: encoder = .none
    case .gzip:
      let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      stream.initialize(to: z_stream())
      let status = deflateInit2_(
        stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size))
      encoder = .gzip(stream)
      guard status == Z_OK else { throw SparkError.internal("zlib cannot start") }
    case .bzip2:
      let stream = UnsafeMutablePointer<bz_stream>.allocate(capacity: 1)
      stream.initialize(to: bz_stream())
      encoder = .bzip2(stream)
      guard BZ2_bzCompressInit(stream, 9, 0, 0) == BZ_OK else { throw SparkError.internal("bzip2 cannot start") }
    case .zstd:
      guard let stream = ZSTD_createCStream() else { throw SparkError.internal("zstd cannot start") }
      encoder = .zstd(stream)
    }
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard file >= 0 else { throw failure() }
  }

  deinit {
    if file >= 0 { _ = systemClose(file) }
    output.deallocate()
    switch encoder {
    case .none: break
    case .gzip(let stream):
      deflateEnd(stream)
      stream.deallocate()
    case .bzip2(let stream):
      BZ2_bzCompressEnd(stream)
      stream.deallocate()
    case .zstd(let stream): ZSTD_freeCStream(stream)
    }
  }

  /// Adds bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    if bytes.count > 0 { try encode(bytes, finish: false) }
  }

  /// Finishes the file.
  public func close() throws {
    guard file >= 0 else { return }
    try encode(UnsafeRawBufferPointer(start: nil, count: 0), finish: true)
    let status = systemClose(file)
    file = -1
    if status != 0 { throw failure() }
  }

  private func encode(_ bytes: UnsafeRawBufferPointer, finish: Bool) throws {
    let nothing = output
    let source = bytes.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) } ?? nothing
    switch encoder {
    case .none: try put(source, bytes.count)
    case .gzip(let stream):
      // The C interface counts in 32 bits.
      var at = 0
      repeat {
        let part = min(bytes.count - at, 1 << 30)
        stream.pointee.next_in = (source + at).assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(part)
        var status: Int32
        repeat {
          stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self)
          stream.pointee.avail_out = UInt32(Self.outputSize)
          status = deflate(stream, finish ? Z_FINISH : Z_NO_FLUSH)
          try put(output, Self.outputSize - Int(stream.pointee.avail_out))
        } while finish ? status != Z_STREAM_END : stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
        at += part
      } while at < bytes.count
    case .bzip2(let stream):
      var at = 0
      repeat {
        let part = min(bytes.count - at, 1 << 30)
        stream.pointee.next_in = (source + at).assumingMemoryBound(to: CChar.self)
        stream.pointee.avail_in = UInt32(part)
        var status: Int32
        repeat {
          stream.pointee.next_out = output.assumingMemoryBound(to: CChar.self)
          stream.pointee.avail_out = UInt32(Self.outputSize)
          status = BZ2_bzCompress(stream, finish ? BZ_FINISH : BZ_RUN)
          try put(output, Self.outputSize - Int(stream.pointee.avail_out))
          guard status >= 0 else { throw SparkError.internal("bzip2 cannot compress") }
        } while finish ? status != BZ_STREAM_END : stream.pointee.avail_in > 0
        at += part
      } while at < bytes.count
    case .zstd(let stream):
      var from = ZSTD_inBuffer(src: source, size: bytes.count, pos: 0)
      var left: Int
      repeat {
        var to = ZSTD_outBuffer(dst: output, size: Self.outputSize, pos: 0)
        left = ZSTD_compressStream2(stream, &to, &from, finish ? ZSTD_e_end : ZSTD_e_continue)
        guard ZSTD_isError(left) == 0 else { throw SparkError.internal("zstd cannot compress") }
        try put(output, to.pos)
      } while finish ? left != 0 : from.pos < from.size
    }
  }

  private func put(_ bytes: UnsafeRawPointer, _ count: Int) throws {
    var at = 0
    while at < count {
      let written = systemWrite(file, bytes + at, count - at)
      if written < 0 {
        if errno == EINTR { continue }
        throw failure()
      }
      at += written
    }
    bytesWritten += count
  }

  private func failure() -> SparkError {
    SparkError("TASK_WRITE_FAILED", ["path": "file://" + path], cause: String(cString: strerror(errno)))
  }
}

// Methods of the same names hide the system's functions.
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int { write(file, bytes, count) }
private func systemClose(_ file: Int32) -> Int32 { close(file) }
