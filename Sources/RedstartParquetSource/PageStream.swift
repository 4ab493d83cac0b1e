import CCodecs
import RedstartCodecs
import RedstartDiagnostics
import RedstartMemory

/// The pages of a column chunk, one after the other, read through a window of the file.
final class PageStream {
  private let file: InputFile
  private let codec: CodecKind
  private let end: Int
  private var window: Buffer
  /// File position of the window's first byte.
  private var windowStart: Int
  private var windowSize = 0
  /// File position of the next page's header.
  private var position: Int
  private(set) var bytesRead = 0

  static let windowBytes = 1 << 20

  init(_ file: InputFile, _ chunk: ColumnChunk) throws {
    guard !chunk.isEncrypted, chunk.filePath == nil || chunk.filePath?.isEmpty == true else {
      throw SparkError.unsupported("encrypted Parquet files and column chunks in other files")
    }
    guard let range = chunk.byteRange, range.upperBound <= file.size else {
      throw ParquetDamage("a column chunk behind the end of the file")
    }
    if chunk.codec == .brotli || chunk.codec == .lzo {
      throw SparkError(
        "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION",
        ["codecName": "\(chunk.codec)", "availableCodecs": ParquetCompression.names.joined(separator: ", ")])
    }
    self.file = file
    self.codec = chunk.codec
    self.end = range.upperBound
    self.position = range.lowerBound
    self.windowStart = range.lowerBound
    self.window = Buffer(byteCount: 0)
  }

  /// The header of the next page and where its data starts; nil behind the last page. The page stays the next one.
  func peek() throws -> PageHeader? {
    guard position < end else { return nil }
    try require(min(64, end - position))
    while true {
      let available = windowStart + windowSize - position
      let bytes = UnsafeRawBufferPointer(start: window.base + (position - windowStart), count: available)
      do {
        let header = try PageHeader(bytes)
        guard header.compressedSize <= end - position - header.headerSize, header.uncompressedSize <= Int(Int32.max) else {
          throw ParquetDamage("a page longer than its column")
        }
        return header
      } catch let damage as ParquetDamage {
        // The header may go on behind the window.
        guard available < end - position, available < 64 << 20 else { throw damage }
        try require(min(max(available * 2, Self.windowBytes), end - position))
      }
    }
  }

  /// Steps over the page of that header.
  func skip(_ header: PageHeader) { position += header.headerSize + header.compressedSize }

  /// The uncompressed bytes of the page of that header (at the start of a buffer view), and steps over it.
  func load(_ header: PageHeader) throws -> Buffer {
    try require(header.headerSize + header.compressedSize)
    let offset = position + header.headerSize - windowStart
    let stored = UnsafeRawBufferPointer(start: window.base + offset, count: header.compressedSize)
    skip(header)
    // Version 2 keeps the levels uncompressed in front.
    let levels = header.kind == .dataV2 ? header.definitionBytes + header.repetitionBytes : 0
    guard levels <= header.compressedSize, levels <= header.uncompressedSize else {
      throw ParquetDamage("levels longer than their page")
    }
    if codec == .uncompressed || !header.isCompressed || header.compressedSize == levels {
      return window.view(at: offset, byteCount: header.compressedSize)
    }
    let body = UnsafeRawBufferPointer(rebasing: stored[levels...])
    let size = header.uncompressedSize - levels
    try checkSize(of: body, size)
    let page = BlockPool.shared.buffer(byteCount: header.uncompressedSize)
    if levels > 0, let source = stored.baseAddress { page.base.copyMemory(from: source, byteCount: levels) }
    try decompress(body, into: UnsafeMutableRawBufferPointer(start: page.base + levels, count: size))
    return page
  }

  /// Refuses sizes that the compressed bytes cannot reach, before memory is asked for.
  private func checkSize(of body: UnsafeRawBufferPointer, _ size: Int) throws {
    let claimed: Int
    switch codec {
    case .snappy:
      guard SnappyBlock.uncompressedSize(body) == size else { throw ParquetDamage("a damaged snappy page") }
      claimed = body.count * 64 + 64
    case .gzip: claimed = body.count * 1100 + 64
    case .lz4, .lz4Raw: claimed = body.count * 260 + 64
    case .zstd:
      let stored = ZSTD_getFrameContentSize(body.baseAddress, body.count)
      guard stored == UInt64(size) || stored == UInt64.max else { throw ParquetDamage("a damaged zstd page") }
      claimed = body.count * 50_000 + 64
    default: claimed = size
    }
    guard size <= claimed else { throw ParquetDamage("a page larger than its data can be") }
  }

  private func decompress(_ body: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) throws {
    switch codec {
    case .snappy: try SnappyBlock.decompress(body, into: target)
    case .gzip: try BlockCodec.gzip.decompress(body, into: target)
    case .zstd: try ZstandardContext.current.decompress(body, into: target)
    case .lz4Raw: try BlockCodec.lz4Raw.decompress(body, into: target)
    case .lz4: try HadoopLZ4.decompress(body, into: target)
    case .uncompressed, .lzo, .brotli: throw SparkError.internal("a codec that was refused before")
    }
  }

  /// Makes `count` bytes from the position on stand in the window.
  private func require(_ count: Int) throws {
    if position >= windowStart, position + count <= windowStart + windowSize { return }
    let size = min(max(count, Self.windowBytes), end - position)
    guard count <= size else { throw ParquetDamage("a page that ends early") }
    window = try file.bytes(position..<(position + size))
    windowStart = position
    windowSize = size
    bytesRead += size
  }
}
