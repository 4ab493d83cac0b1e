import RedstartDiagnostics
import Synchronization

/// The operations of a session: those that run or whose responses are kept, and the ids of those that are gone.
final class OperationRegistry: Sendable {
  private struct State {
    var live: [String: Operation] = [:]
    var finished: [String: Operation.Status] = [:]
    var finishedOrder: [String] = []
  }
  private let state = Mutex(State())
  private static let rememberedFinished = 10_000

  /// Adds an operation, or gives back the one that an equal request has started before.
  func add(_ operation: Operation) throws -> (operation: Operation, isNew: Bool) {
    try state.withLock { state in
      if let known = state.live[operation.id] {
        if known.planBytes == operation.planBytes, known.isReattachable { return (known, false) }
        throw SparkError("INVALID_HANDLE.OPERATION_ALREADY_EXISTS", ["handle": operation.id])
      }
      if state.finished[operation.id] != nil {
        throw SparkError("INVALID_HANDLE.OPERATION_ABANDONED", ["handle": operation.id])
      }
      state.live[operation.id] = operation
      return (operation, true)
    }
  }

  func find(_ id: String) throws -> Operation {
    try state.withLock { state in
      if let operation = state.live[id] { return operation }
      let name = state.finished[id] == nil ? "OPERATION_NOT_FOUND" : "OPERATION_ABANDONED"
      throw SparkError("INVALID_HANDLE.\(name)", ["handle": id])
    }
  }

  func findIfThere(_ id: String) -> Operation? { state.withLock { $0.live[id] } }

  /// Forgets an operation; one that still runs is cancelled.
  func remove(_ id: String) {
    let removed = state.withLock { state -> Operation? in
      guard let operation = state.live.removeValue(forKey: id) else { return nil }
      state.finished[id] = operation.isRunning ? .cancelled : operation.status
      state.finishedOrder.append(id)
      if state.finishedOrder.count > OperationRegistry.rememberedFinished {
        state.finished[state.finishedOrder.removeFirst()] = nil
      }
      return operation
    }
    if let removed, removed.isRunning { removed.cancel() }
  }

  /// Cancels the running operations of a condition and gives their ids.
  func cancel(where condition: (Operation) -> Bool) -> [String] {
    let chosen = state.withLock { $0.live.values.filter { $0.isRunning && condition($0) } }
    for operation in chosen { operation.cancel() }
    return chosen.map(\.id).sorted()
  }

  func cancelAll() {
    let all = state.withLock { Array($0.live.values) }
    for operation in all { operation.cancel() }
  }

  var hasRunning: Bool { state.withLock { $0.live.values.contains { $0.isRunning } } }

  /// The status of known operations, in the order of `ids`, or of all.
  func statuses(_ ids: [String]) -> [(id: String, status: Operation.Status?)] {
    state.withLock { state in
      let wanted = ids.isEmpty ? (Array(state.live.keys) + state.finishedOrder).sorted() : ids
      return wanted.map { ($0, state.live[$0]?.status ?? state.finished[$0]) }
    }
  }

  /// Ends operations whose client went away.
  func removeAbandoned(after limit: Duration) {
    let abandoned = state.withLock { $0.live.values.filter { $0.detachedTime > limit }.map(\.id) }
    for id in abandoned { remove(id) }
  }
}
