import Foundation
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartExecution
import Synchronization

/// One execution on behalf of a client: its responses, kept until the client lets go of them, and who waits for them.
///
/// A producer appends on a thread of its own; at most one stream at a time takes responses out. A stream that breaks off may be
/// followed by another that goes on behind the last response that the client saw.
///
/// `@unchecked Sendable`: all mutable state is guarded by `condition`.
final class Operation: @unchecked Sendable {
  enum Status: Sendable { case running, succeeded, failed, cancelled }

  /// What a stream gets when it asks for the response behind a position.
  enum Next: Sendable {
    case response(Spark_Connect_ExecutePlanResponse, position: Int)
    case end
    case failure(SparkError)
    /// Another stream has taken over.
    case preempted
  }

  let id: String
  let isReattachable: Bool
  let tags: Set<String>
  /// The plan as bytes, to tell a repeated request from another one under the same id.
  let planBytes: Data
  let cancellation = CancellationToken()

  private let condition = NSCondition()
  private var responses: [(response: Spark_Connect_ExecutePlanResponse, size: Int)] = []
  /// Position of the first response that is kept.
  private var first = 0
  /// Position behind the last response that a stream took.
  private var taken = 0
  private var bytes = 0
  private var isFinished = false
  private var error: SparkError?
  private var waiter: CheckedContinuation<Void, Never>?
  private var stream = 0
  private var lastContact = ContinuousClock.now
  private var currentStatus = Status.running

  /// The producer, which is a thread of the engine, waits while more bytes than this stand ready.
  private static let readyLimit = 512 << 20
  /// Bytes of taken responses that are kept for another try.
  private static let retryLimit = 10 << 20

  init(id: String, isReattachable: Bool, tags: Set<String>, planBytes: Data) {
    self.id = id
    self.isReattachable = isReattachable
    self.tags = tags
    self.planBytes = planBytes
  }

  var status: Status { locked { currentStatus } }
  var isRunning: Bool { locked { !isFinished } }
  /// How long no stream has asked for anything; zero while one waits.
  var detachedTime: Duration { locked { waiter == nil ? lastContact.duration(to: .now) : .zero } }

  private func locked<T>(_ body: () throws -> T) rethrows -> T {
    condition.lock()
    defer { condition.unlock() }
    return try body()
  }

  // MARK: Producer

  /// Adds a response; waits while the client is far behind.
  /// - Throws: `OPERATION_CANCELED`.
  func append(_ response: Spark_Connect_ExecutePlanResponse, size: Int = 256) throws {
    condition.lock()
    defer { condition.unlock() }
    while bytes > Operation.readyLimit, !cancellation.isCancelled { _ = condition.wait(until: Date(timeIntervalSinceNow: 0.5)) }
    if cancellation.isCancelled { throw SparkError("OPERATION_CANCELED") }
    responses.append((response, size))
    bytes += size
    wake()
  }

  /// The responses that are kept, which leave; for a producer that is its own client.
  func takeAll() -> [Spark_Connect_ExecutePlanResponse] {
    locked {
      let all = responses.map(\.response)
      taken = first + all.count
      dropFirst(all.count)
      return all
    }
  }

  func finish(_ failure: SparkError? = nil) {
    locked {
      isFinished = true
      error = failure
      currentStatus = failure == nil ? .succeeded : failure?.condition == "OPERATION_CANCELED" ? .cancelled : .failed
      wake()
    }
  }

  private func wake() {
    waiter?.resume()
    waiter = nil
  }

  func cancel() {
    locked {
      cancellation.cancel()
      condition.broadcast()
    }
  }

  // MARK: Streams

  /// Begins a stream behind a response, or at the first one that is kept; older streams end.
  /// - Returns: the stream's number and the position where it begins.
  func attach(after responseID: String?) throws -> (stream: Int, position: Int) {
    try locked {
      var position = first
      if let responseID, !responseID.isEmpty {
        guard let index = responses.lastIndex(where: { $0.response.responseID == responseID }) else {
          throw SparkError("INVALID_CURSOR.POSITION_NOT_FOUND", ["responseId": responseID])
        }
        position = first + index + 1
      } else if first > 0 {
        throw SparkError("INVALID_CURSOR.POSITION_NOT_AVAILABLE", ["index": "1", "responseId": ""])
      }
      stream += 1
      lastContact = .now
      wake()
      return (stream, position)
    }
  }

  /// The response at a position, as soon as there is one.
  func next(_ stream: Int, at position: Int) async -> Next {
    while true {
      if let ready = look(stream, at: position) { return ready }
      await withCheckedContinuation { continuation in
        let isReady = locked {
          if self.stream != stream || isFinished || position - first < responses.count { return true }
          waiter = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    }
  }

  private func look(_ stream: Int, at position: Int) -> Next? {
    locked {
      lastContact = .now
      if self.stream != stream { return .preempted }
      let index = position - first
      if index >= 0, index < responses.count {
        let response = responses[index].response
        taken = max(taken, position + 1)
        trim()
        condition.broadcast()
        return .response(response, position: position + 1)
      }
      if isFinished { return error.map { .failure($0) } ?? .end }
      return nil
    }
  }

  /// Drops taken responses: all of an operation that nobody can attach to again, else the oldest above the limit.
  private func trim() {
    let limit = isReattachable ? Operation.retryLimit : 0
    var kept = 0
    var index = taken - first - 1
    // The last one that was taken always stays.
    while index > 0 {
      kept += responses[index - 1].size
      if kept > limit { break }
      index -= 1
    }
    if index > 0 { dropFirst(index) }
  }

  private func dropFirst(_ count: Int) {
    guard count > 0 else { return }
    for entry in responses.prefix(count) { bytes -= entry.size }
    responses.removeFirst(count)
    first += count
  }

  /// Forgets the responses up to one that the client has.
  func release(until responseID: String) {
    locked {
      if let index = responses.firstIndex(where: { $0.response.responseID == responseID }) {
        dropFirst(index + 1)
        condition.broadcast()
      }
    }
  }

  /// Ends the stream that is open, if any.
  func detach() {
    locked {
      stream += 1
      wake()
    }
  }
}
