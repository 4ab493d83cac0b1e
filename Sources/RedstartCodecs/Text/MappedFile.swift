import RedstartDiagnostics
import RedstartMemory

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file in memory, read-only, followed by at least 64 readable bytes.
///
/// `@unchecked Sendable`: the mapping is never written.
public final class MappedFile: @unchecked Sendable {
  /// First byte.
  public let base: UnsafeRawPointer
  public let byteCount: Int
  private let mappedSize: Int

  /// Maps a file.
  public init(path: String) throws {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw MappedFile.failure(path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw MappedFile.failure(path) }
    let size = Int(status.st_size)
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    // One page more than the file needs: scans look some bytes past the end.
    let total = (size + page - 1) / page * page + page
    guard let area = mmap(nil, total, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), area != MAP_FAILED else {
      throw MappedFile.failure(path)
    }
    if size > 0 {
      guard mmap(area, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0) != MAP_FAILED else {
        munmap(area, total)
        throw MappedFile.failure(path)
      }
      madvise(area, size, MADV_SEQUENTIAL)
    }
    base = UnsafeRawPointer(area)
    byteCount = size
    mappedSize = total
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: base), mappedSize) }

  /// The contents; string views into them keep the mapping alive.
  public var buffer: Buffer { Buffer(wrapping: base, byteCount: byteCount, owner: self) }

  private static func failure(_ path: String) -> SparkError {
    let missing = errno == ENOENT
    return SparkError(
      missing ? "FAILED_READ_FILE.FILE_NOT_EXIST" : "FAILED_READ_FILE.NO_HINT", ["path": "file://" + path],
      cause: String(cString: strerror(errno)))
  }
}
