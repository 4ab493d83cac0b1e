import CCodecs
import Foundation
import RedstartDiagnostics

/// Whole zstd frames whose size nobody tells, such as compressed messages.
public enum ZstandardFrame {
  /// The content of a frame.
  /// - Throws: `FAILED_READ_FILE.CORRUPT_BLOCK` for damaged data or content above `limit` bytes.
  public static func decompress(_ data: Data, limit: Int) throws -> Data {
    guard let stream = ZSTD_createDStream() else { throw fault("no memory for a zstd stream") }
    defer { ZSTD_freeDStream(stream) }
    var result = Data()
    let chunk = ZSTD_DStreamOutSize()
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: chunk, alignment: 16)
    defer { buffer.deallocate() }
    try data.withUnsafeBytes { source in
      var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
      while true {
        var output = ZSTD_outBuffer(dst: buffer, size: chunk, pos: 0)
        let hint = ZSTD_decompressStream(stream, &output, &input)
        guard ZSTD_isError(hint) == 0 else { throw fault("a damaged zstd frame") }
        result.append(buffer.assumingMemoryBound(to: UInt8.self), count: output.pos)
        guard result.count <= limit else { throw fault("a zstd frame of more than \(limit) bytes") }
        if hint == 0 { return }
        if input.pos == input.size, output.pos < chunk { throw fault("a zstd frame that ends early") }
      }
    }
    return result
  }

  private static func fault(_ reason: String) -> SparkError {
    SparkError("CONNECT_INVALID_PLAN.CANNOT_PARSE", ["errorMsg": reason])
  }
}
