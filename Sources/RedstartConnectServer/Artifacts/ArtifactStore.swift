import Foundation
import RedstartDiagnostics
import Synchronization

/// What clients have uploaded to a session. Local relations (`cache/…`) are used by plans; files wait for functions that use them.
final class ArtifactStore: Sendable {
  private struct State {
    var artifacts: [String: Data] = [:]
    var bytes = 0
  }
  private let state = Mutex(State())
  /// Bytes that a session may hold.
  private let limit: Int

  init(limit: Int = 4 << 30) { self.limit = limit }

  /// Keeps an artifact under a relative name.
  /// - Throws: `INVALID_ARTIFACT_PATH`, `ARTIFACT_ALREADY_EXISTS`.
  func keep(_ name: String, _ data: Data) throws {
    try ArtifactStore.check(name)
    try state.withLock { state in
      if let known = state.artifacts[name] {
        if known == data { return }
        throw SparkError("ARTIFACT_ALREADY_EXISTS", ["normalizedRemoteRelativePath": name])
      }
      guard state.bytes + data.count <= limit else {
        throw SparkError.unsupported(
          "more than \(limit >> 30) GiB of uploads in a session", "Write the data to files and read those.")
      }
      state.artifacts[name] = data
      state.bytes += data.count
    }
  }

  static func check(_ name: String) throws {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if name.isEmpty || name.hasPrefix("/") || parts.contains("..") {
      throw SparkError("INVALID_ARTIFACT_PATH", ["name": name])
    }
    if name.hasPrefix("forward_to_fs/") {
      throw SparkError.unsupported("copying a client's file to the server's file system", "Copy it by other means.")
    }
  }

  /// The bytes of `cache/<hash>`.
  func cached(_ hash: String) -> Data? { state.withLock { $0.artifacts["cache/" + hash] } }

  /// Whether an artifact is there; clients only ask about cached ones.
  func exists(_ name: String) -> Bool { name.hasPrefix("cache/") && state.withLock { $0.artifacts[name] != nil } }
}
