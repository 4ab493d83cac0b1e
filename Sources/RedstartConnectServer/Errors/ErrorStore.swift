import Foundation
import RedstartDiagnostics
import Synchronization

/// Errors that clients may ask the details of, by id; each can be asked for once.
final class ErrorStore: Sendable {
  private struct State {
    var errors: [String: SparkError] = [:]
    var order: [String] = []
  }
  private let state = Mutex(State())
  private static let limit = 200

  func keep(_ error: SparkError) -> String {
    let id = UUID().uuidString.lowercased()
    state.withLock { state in
      state.errors[id] = error
      state.order.append(id)
      if state.order.count > ErrorStore.limit { state.errors[state.order.removeFirst()] = nil }
    }
    return id
  }

  func take(_ id: String) -> SparkError? {
    state.withLock { state in
      guard let error = state.errors.removeValue(forKey: id) else { return nil }
      state.order.removeAll { $0 == id }
      return error
    }
  }
}
