import Foundation
import RedstartDiagnostics
import RedstartMLCore
import Synchronization

/// The models of a session, by the ids that clients hold.
final class ModelStore: Sendable {
  private let models = Mutex<[String: any Model]>([:])

  func keep(_ model: any Model) -> String {
    let id = UUID().uuidString.lowercased()
    models.withLock { $0[id] = model }
    return id
  }

  func find(_ id: String) throws -> any Model {
    guard let model = models.withLock({ $0[id] }) else {
      throw SparkError("CONNECT_ML.CACHE_INVALID", ["objectName": id, "evictTimeoutInMinutes": "60"])
    }
    return model
  }

  /// Forgets models and gives the ids of those that were there.
  func remove(_ ids: [String]) -> [String] {
    models.withLock { models in ids.filter { models.removeValue(forKey: $0) != nil } }
  }

  func removeAll() -> Int {
    models.withLock { models in
      defer { models = [:] }
      return models.count
    }
  }

  var all: [(id: String, model: any Model)] { models.withLock { $0.map { ($0.key, $0.value) } }.sorted { $0.id < $1.id } }
}
