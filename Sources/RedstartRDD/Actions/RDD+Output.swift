import Foundation
import RedstartCodecs
import RedstartDiagnostics
import RedstartExecution

extension RDD {
  /// Writes the elements as lines of text, a file a partition, into a new folder; all of it or nothing.
  ///
  /// Tasks write into a `_temporary` folder; their files are renamed to their places when they have succeeded, and `_SUCCESS` comes
  /// last.
  /// - Parameter compression: `gzip`, `bzip2` or `zstd`; none when nil.
  /// - Throws: `PATH_ALREADY_EXISTS` when there is something at the path.
  public func saveAsTextFile(_ path: String, compression: String? = nil) async throws {
    let codec = try FileCompression(option: compression)
    let files = FileManager.default
    if files.fileExists(atPath: path) { throw SparkError("PATH_ALREADY_EXISTS", ["outputPath": "file:\(path)"]) }
    let staging = path + "/_temporary"
    do {
      try FileFailure.wrap(staging) { try files.createDirectory(atPath: staging, withIntermediateDirectories: true) }
      let written = try await context.runJob(self) { input, task in
        let attempt = staging + "/\(UUID().uuidString.lowercased())"
        let output = try CompressedFile(path: attempt, codec)
        while let chunk = try input.next() {
          try task.checkCancelled()
          var text = ""
          for element in chunk { text += "\(element)\n" }
          try text.withUTF8 { try output.write(UnsafeRawBufferPointer($0)) }
        }
        try output.close()
        return (attempt, "part-" + String(String(100_000 + task.partition).suffix(5)) + codec.fileSuffix)
      }
      try FileFailure.wrap(path) {
        for (attempt, name) in written { try files.moveItem(atPath: attempt, toPath: path + "/" + name) }
        try files.removeItem(atPath: staging)
      }
      guard files.createFile(atPath: path + "/_SUCCESS", contents: nil) else {
        throw SparkError("TASK_WRITE_FAILED", ["path": "file:\(path)/_SUCCESS"])
      }
    } catch {
      try? files.removeItem(atPath: path)
      throw error
    }
  }
}
