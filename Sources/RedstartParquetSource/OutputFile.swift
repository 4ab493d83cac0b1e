import RedstartDiagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that is written from its start to its end.
final class OutputFile {
  let path: String
  private let descriptor: Int32
  private var isOpen = true
  private(set) var position = 0

  init(path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw Self.failure(path) }
  }

  deinit { if isOpen { close(descriptor) } }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      #else
        let count = Darwin.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      #endif
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.failure(path)
      }
      done += count
    }
    position += bytes.count
  }

  func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

  /// Closes the file and reports what the system could not store.
  func finish() throws {
    guard isOpen else { return }
    isOpen = false
    if close(descriptor) != 0 { throw Self.failure(path) }
  }

  private static func failure(_ path: String) -> SparkError {
    SparkError("TASK_WRITE_FAILED", ["path": "file://" + path], cause: String(cString: strerror(errno)))
  }
}
