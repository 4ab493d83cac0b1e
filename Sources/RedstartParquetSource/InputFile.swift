import RedstartDiagnostics
import RedstartMemory

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file opened for reading at any position, by any thread.
final class InputFile: Sendable {
  let path: String
  let size: Int
  private let descriptor: Int32

  init(path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { throw SparkError("FAILED_READ_FILE.FILE_NOT_EXIST", ["path": "file://" + path]) }
      throw Self.failure(path, String(cString: strerror(errno)))
    }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw Self.failure(path, "it is not a regular file")
    }
    self.path = path
    self.size = Int(facts.st_size)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Fills `target` with the bytes from `offset` on.
  func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws {
    guard offset >= 0, offset <= size, target.count <= size - offset else {
      throw ParquetDamage("a part behind the end of the file")
    }
    var done = 0
    while done < target.count {
      let count = pread(descriptor, target.baseAddress.map { $0 + done }, target.count - done, off_t(offset + done))
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.failure(path, String(cString: strerror(errno)))
      }
      guard count > 0 else { throw ParquetDamage("a file that was cut while it was read") }
      done += count
    }
  }

  /// The bytes of `range` in memory of their own.
  func bytes(_ range: Range<Int>) throws -> Buffer {
    guard range.lowerBound >= 0, range.upperBound <= size else { throw ParquetDamage("a part behind the end of the file") }
    let buffer = BlockPool.shared.buffer(byteCount: range.count)
    try read(at: range.lowerBound, into: UnsafeMutableRawBufferPointer(start: buffer.base, count: range.count))
    return buffer
  }

  static func failure(_ path: String, _ reason: String) -> SparkError {
    SparkError("FAILED_READ_FILE.NO_HINT", ["path": "file://" + path], cause: reason)
  }
}
