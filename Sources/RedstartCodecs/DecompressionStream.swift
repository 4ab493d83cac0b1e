import CCodecs
import RedstartDiagnostics
import RedstartMemory

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads a compressed file from its beginning to its end; members that follow one another are read as one.
public final class DecompressionStream {
  private enum Decoder {
    case none
    case gzip(UnsafeMutablePointer<z_stream>)
    case bzip2(UnsafeMutablePointer<bz_stream>)
    case zstd(OpaquePointer)
  }

  private let path: String
  private let file: Int32
  private var decoder: Decoder
  private let input: UnsafeMutableRawPointer
  private var inputCount = 0
  private var inputAt = 0
  private var fileEnded = false
  /// Whether the decoder stands between two members.
  private var betweenMembers = true
  private static let inputSize = 256 << 10

  /// Opens a file.
  /// - Throws: `FAILED_READ_FILE…` when it cannot be read.
  public init(path: String, _ compression: FileCompression) throws {
    self.path = path
    file = open(path, O_RDONLY)
    guard file >= 0 else {
      throw SparkError(
        errno == ENOENT ? "FAILED_READ_FILE.FILE_NOT_EXIST" : "FAILED_READ_FILE.NO_HINT", ["path": "file://" + path],
        cause: String(cString: strerror(errno)))
    }
    input = .allocate(byteCount: Self.inputSize, alignment: 64)
    switch compression {
    case .none: decoder = .none
    case .gzip:
      let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      stream.initialize(to: z_stream())
      decoder = .gzip(stream)
      guard inflateInit2_(stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        throw SparkError.internal("zlib cannot start")
      }
    case .bzip2:
      let stream = UnsafeMutablePointer<bz_stream>.allocate(capacity: 1)
      stream.initialize(to: bz_stream())
      decoder = .bzip2(stream)
      guard BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else { throw SparkError.internal("bzip2 cannot start") }
    case .zstd:
      guard let stream = ZSTD_createDStream() else { throw SparkError.internal("zstd cannot start") }
      decoder = .zstd(stream)
    }
  }

  deinit {
    if file >= 0 { close(file) }
    input.deallocate()
    switch decoder {
    case .none: break
    case .gzip(let stream):
      inflateEnd(stream)
      stream.deallocate()
    case .bzip2(let stream):
      BZ2_bzDecompressEnd(stream)
      stream.deallocate()
    case .zstd(let stream): ZSTD_freeDStream(stream)
    }
  }

  /// Fills some of `target`; 0 means the end.
  /// - Throws: `FAILED_READ_FILE.NO_HINT` for damaged or truncated files.
  public func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let output = target.baseAddress, target.count > 0 else { return 0 }
    while true {
      if inputAt == inputCount, !fileEnded { try refill() }
      if case .none = decoder {
        let count = min(target.count, inputCount - inputAt)
        output.copyMemory(from: input + inputAt, byteCount: count)
        inputAt += count
        return count
      }
      if inputAt == inputCount, fileEnded, betweenMembers { return 0 }
      let hadInput = inputAt < inputCount
      let written = try step(output, target.count)
      if written > 0 { return written }
      if !hadInput, fileEnded {
        if betweenMembers { return 0 }
        throw damaged("the file ends too early")
      }
    }
  }

  /// Everything that is left, with some readable bytes behind it.
  public func readAll(slack: Int) throws -> Buffer {
    var buffer = Buffer(byteCount: (1 << 20) + slack)
    var used = 0
    while true {
      let room = buffer.byteCount - slack - used
      let read = try read(into: UnsafeMutableRawBufferPointer(start: buffer.base + used, count: room))
      if read == 0 { return buffer.view(at: 0, byteCount: used) }
      used += read
      if used == buffer.byteCount - slack {
        let grown = Buffer(byteCount: used * 2 + slack)
        grown.base.copyMemory(from: buffer.base, byteCount: used)
        buffer = grown
      }
    }
  }

  private func refill() throws {
    var count: Int
    repeat { count = systemRead(file, input, Self.inputSize) } while count < 0 && errno == EINTR
    guard count >= 0 else { throw damaged(String(cString: strerror(errno))) }
    inputAt = 0
    inputCount = count
    fileEnded = count == 0
  }

  /// One step of the decoder; returns how much it wrote.
  private func step(_ output: UnsafeMutableRawPointer, _ room: Int) throws -> Int {
    let source = input + inputAt
    let available = inputCount - inputAt
    switch decoder {
    case .none: return 0
    case .gzip(let stream):
      if betweenMembers, available > 0 {
        inflateReset(stream)
        betweenMembers = false
      }
      stream.pointee.next_in = source.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_in = UInt32(clamping: available)
      stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(clamping: room)
      let offered = stream.pointee.avail_out
      let status = inflate(stream, Z_NO_FLUSH)
      inputAt += available - Int(stream.pointee.avail_in)
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw damaged("damaged gzip data") }
      if status == Z_STREAM_END { betweenMembers = true }
      return Int(offered - stream.pointee.avail_out)
    case .bzip2(let stream):
      if betweenMembers, available > 0 {
        BZ2_bzDecompressEnd(stream)
        stream.pointee = bz_stream()
        guard BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else { throw SparkError.internal("bzip2 cannot start") }
        betweenMembers = false
      }
      stream.pointee.next_in = source.assumingMemoryBound(to: CChar.self)
      stream.pointee.avail_in = UInt32(clamping: available)
      stream.pointee.next_out = output.assumingMemoryBound(to: CChar.self)
      stream.pointee.avail_out = UInt32(clamping: room)
      let offered = stream.pointee.avail_out
      let status = BZ2_bzDecompress(stream)
      inputAt += available - Int(stream.pointee.avail_in)
      guard status == BZ_OK || status == BZ_STREAM_END else { throw damaged("damaged bzip2 data") }
      if status == BZ_STREAM_END { betweenMembers = true }
      return Int(offered - stream.pointee.avail_out)
    case .zstd(let stream):
      var from = ZSTD_inBuffer(src: source, size: available, pos: 0)
      var to = ZSTD_outBuffer(dst: output, size: room, pos: 0)
      let hint = ZSTD_decompressStream(stream, &to, &from)
      guard ZSTD_isError(hint) == 0 else { throw damaged("damaged zstd data") }
      inputAt += from.pos
      betweenMembers = hint == 0
      return to.pos
    }
  }

  private func damaged(_ reason: String) -> SparkError {
    SparkError("FAILED_READ_FILE.NO_HINT", ["path": "file://" + path], cause: reason)
  }
}

/// The system's `read`, which a method of the same name hides.
private func systemRead(_ file: Int32, _ target: UnsafeMutableRawPointer, _ count: Int) -> Int { read(file, target, count) }
