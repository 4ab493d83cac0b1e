import Foundation
import Synchronization

/// Names local relations by their content.
enum LocalRelationKey {
  /// A key that equal rows and schemas share, and with all likelihood no others do: 128 bits of two hashes and the size.
  static func of(_ streams: [Data], _ schema: String?) -> String {
    var first = Hasher()
    var second = Hasher()
    second.combine(0x5eed)
    var size = 0
    for stream in streams {
      stream.withUnsafeBytes { bytes in
        first.combine(bytes: bytes)
        second.combine(bytes: bytes)
      }
      size += stream.count
    }
    first.combine(schema)
    second.combine(schema)
    return "\(first.finalize()):\(second.finalize()):\(size)"
  }
}

/// Decoded local relations of a session; the oldest go when they hold too many bytes.
final class LocalRelationCache: Sendable {
  private struct State {
    var relations: [String: DecodedRelation] = [:]
    var order: [String] = []
    var bytes = 0
  }
  private let state = Mutex(State())
  private let limit: Int

  init(limit: Int = 512 << 20) { self.limit = limit }

  func find(_ key: String) -> DecodedRelation? { state.withLock { $0.relations[key] } }

  func keep(_ key: String, _ relation: DecodedRelation) {
    let size = relation.batches.reduce(0) { $0 + $1.byteCount }
    guard size <= limit else { return }
    state.withLock { state in
      guard state.relations[key] == nil else { return }
      state.relations[key] = relation
      state.order.append(key)
      state.bytes += size
      while state.bytes > limit, let oldest = state.order.first {
        state.order.removeFirst()
        if let removed = state.relations.removeValue(forKey: oldest) {
          state.bytes -= removed.batches.reduce(0) { $0 + $1.byteCount }
        }
      }
    }
  }
}
