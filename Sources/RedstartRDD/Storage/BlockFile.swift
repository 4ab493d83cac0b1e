import Foundation
import RedstartDiagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file of encoded elements.
final class BlockFile: Sendable {
  let path: String
  /// Whether the file goes away with this object.
  private let isTemporary: Bool

  init(path: String, isTemporary: Bool) {
    self.path = path
    self.isTemporary = isTemporary
  }

  deinit { if isTemporary { unlink(path) } }

  func write() throws -> Writer { try Writer(path) }

  /// Bytes of a range.
  /// - Throws: `FAILED_READ_FILE.NO_HINT` when the file is not there or too short.
  func read(_ range: Range<Int>) throws -> [UInt8] {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw failure() }
    defer { close(file) }
    return try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count, let base = buffer.baseAddress {
        let read = pread(file, base + count, range.count - count, off_t(range.lowerBound + count))
        guard read > 0 else { throw failure() }
        count += read
      }
    }
  }

  /// The whole file.
  func readAll() throws -> [UInt8] {
    var info = stat()
    guard stat(path, &info) == 0 else { throw failure() }
    return try read(0..<Int(info.st_size))
  }

  private func failure() -> SparkError {
    SparkError("FAILED_READ_FILE.NO_HINT", ["path": "file:" + path], cause: String(cString: strerror(errno)))
  }

  /// Writes a file from its beginning to its end.
  final class Writer {
    private let path: String
    private var file: Int32

    fileprivate init(_ path: String) throws {
      self.path = path
      file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      guard file >= 0 else { throw Self.failure(path) }
    }

    deinit { if file >= 0 { Self.close(file) } }

    func append(_ bytes: [UInt8]) throws {
      try bytes.withUnsafeBytes { buffer in
        var done = 0
        while done < buffer.count, let base = buffer.baseAddress {
          let written = Self.write(file, base + done, buffer.count - done)
          guard written > 0 else { throw Self.failure(path) }
          done += written
        }
      }
    }

    func close() throws {
      let status = Self.close(file)
      file = -1
      guard status == 0 else { throw Self.failure(path) }
    }

    private static func failure(_ path: String) -> SparkError {
      SparkError("TASK_WRITE_FAILED", ["path": "file:" + path], cause: String(cString: strerror(errno)))
    }

    // The names of the system's calls are those of the methods.
    @discardableResult
    private static func close(_ file: Int32) -> Int32 { systemClose(file) }
    private static func write(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int { systemWrite(file, bytes, count) }
  }
}

private func systemClose(_ file: Int32) -> Int32 { close(file) }
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int { write(file, bytes, count) }
