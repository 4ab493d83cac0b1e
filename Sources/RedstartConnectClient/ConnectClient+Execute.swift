import Foundation
import GRPCCore
import RedstartConnectProtocol
import RedstartDiagnostics
import Synchronization

extension ConnectClient {
  typealias Response = Spark_Connect_ExecutePlanResponse

  /// Runs a plan and hands its responses over, in order and each once, whatever happens to the connection meanwhile.
  func execute(
    _ plan: Spark_Connect_Plan, tags: Set<String>, onResponse: @escaping @Sendable (Response) async throws -> Void
  ) async throws {
    try await sendUploads()
    let operation = RunningOperation(id: UUID().uuidString.lowercased())
    do {
      try await follow(operation, plan, tags, onResponse)
      release(operation)
    } catch {
      if Task.isCancelled {
        // The caller's task takes no more calls.
        Task.detached { [self] in
          _ = try? await interrupt(operation: operation.id)
          release(operation)
        }
        throw SparkError("OPERATION_CANCELED")
      }
      release(operation)
      throw await sparkError(error)
    }
  }

  /// Takes responses until the operation is complete, from as many streams as it takes.
  private func follow(
    _ operation: RunningOperation, _ plan: Spark_Connect_Plan, _ tags: Set<String>,
    _ onResponse: @escaping @Sendable (Response) async throws -> Void
  ) async throws {
    var failures = 0
    while !operation.isComplete {
      let before = operation.lastResponseID
      do {
        try await stream(operation, plan, tags, onResponse)
        // A server may end a stream at any time to be asked again; one that never says anything is broken.
        failures = operation.lastResponseID == before ? failures + 1 : 0
        if failures >= 100 { throw SparkError.internal("the server ends its streams without a result") }
      } catch let error as ConsumerError {
        throw error.cause
      } catch {
        if operation.isComplete { return }
        if let error = error as? RPCError, error.isUnknownOperation, before == nil, operation.isStarted {
          // The request never arrived: it is sent anew.
          operation.restart()
          continue
        }
        failures = operation.lastResponseID == before ? failures + 1 : 1
        let isDeadline = (error as? RPCError)?.code == .deadlineExceeded
        guard !Task.isCancelled, let delay = isDeadline ? .zero : retryPolicy.delay(after: error, failures: failures) else {
          throw error
        }
        try await pause(delay)
      }
    }
  }

  /// Opens one stream, the first or a later one, and takes its responses.
  private func stream(
    _ operation: RunningOperation, _ plan: Spark_Connect_Plan, _ tags: Set<String>,
    _ onResponse: @escaping @Sendable (Response) async throws -> Void
  ) async throws {
    let take: @Sendable (StreamingClientResponse<Response>) async throws -> Void = { [self] stream in
      for try await response in stream.messages {
        try observe(response.serverSideSessionID)
        if case .resultComplete? = response.responseType {
          operation.complete()
          continue
        }
        do { try await onResponse(response) } catch { throw ConsumerError(cause: error) }
        operation.took(response.responseID)
      }
    }
    if operation.begin() {
      var request = Spark_Connect_ExecutePlanRequest()
      request.sessionID = sessionID
      request.userContext = userContext
      request.clientType = clientType
      if let observed = observedSessionID { request.clientObservedServerSideSessionID = observed }
      request.operationID = operation.id
      request.plan = plan
      request.tags = tags.sorted()
      var reattach = Spark_Connect_ExecutePlanRequest.RequestOption()
      reattach.reattachOptions.reattachable = true
      var chunking = Spark_Connect_ExecutePlanRequest.RequestOption()
      chunking.resultChunkingOptions.allowArrowBatchChunking = true
      request.requestOptions = [chunking, reattach]
      try await stub.executePlan(
        request, metadata: metadata, options: options(timeout: .seconds(600)), onResponse: take)
    } else {
      var request = Spark_Connect_ReattachExecuteRequest()
      request.sessionID = sessionID
      request.userContext = userContext
      request.clientType = clientType
      if let observed = observedSessionID { request.clientObservedServerSideSessionID = observed }
      request.operationID = operation.id
      if let last = operation.lastResponseID { request.lastResponseID = last }
      try await stub.reattachExecute(
        request, metadata: metadata, options: options(timeout: .seconds(600)), onResponse: take)
    }
  }

  /// Tells the server that nobody will come back for an operation; nothing waits for the answer.
  private func release(_ operation: RunningOperation) {
    guard operation.isStarted else { return }
    Task.detached { [self] in
      var request = Spark_Connect_ReleaseExecuteRequest()
      request.sessionID = sessionID
      request.userContext = userContext
      request.clientType = clientType
      request.operationID = operation.id
      request.releaseAll = .init()
      // The server drops forgotten operations by itself after a while.
      _ = try? await stub.releaseExecute(request, metadata: metadata, options: options(timeout: .seconds(10)))
    }
  }
}

/// How far a client is with one operation.
private final class RunningOperation: Sendable {
  let id: String
  private let state = Mutex(State())

  private struct State {
    var isStarted = false
    var isComplete = false
    var lastResponseID: String?
  }

  init(id: String) { self.id = id }

  var isStarted: Bool { state.withLock { $0.isStarted } }
  var isComplete: Bool { state.withLock { $0.isComplete } }
  var lastResponseID: String? { state.withLock { $0.lastResponseID } }

  /// Whether the operation has yet to be started; it counts as started from now on.
  func begin() -> Bool {
    state.withLock { state in
      defer { state.isStarted = true }
      return !state.isStarted
    }
  }

  func restart() { state.withLock { $0.isStarted = false } }
  func complete() { state.withLock { $0.isComplete = true } }
  func took(_ responseID: String) { state.withLock { $0.lastResponseID = responseID } }
}

/// An error of whoever takes the responses: no reason to ask the server again.
private struct ConsumerError: Error {
  var cause: any Error
}
