import CCodecs
import RedstartDiagnostics

/// Decompresses zstd blocks with one context a thread, which saves setting it up for each block.
public final class ZstandardContext {
  private let context: OpaquePointer?

  private init() { context = ZSTD_createDCtx() }
  deinit { ZSTD_freeDCtx(context) }

  /// The context of the calling thread.
  public static var current: ZstandardContext {
    ThreadSlot.zstandard.value { ZstandardContext() }
  }

  /// Decompresses `source` into exactly `target.count` bytes.
  public func decompress(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) throws {
    let written = ZSTD_decompressDCtx(context, target.baseAddress, target.count, source.baseAddress, source.count)
    guard ZSTD_isError(written) == 0, written == target.count else {
      throw SparkError("FAILED_READ_FILE.CORRUPT_BLOCK", ["what": "a damaged zstd block", "codec": "zstd"])
    }
  }
}
