import Foundation
import GRPCCore
import GRPCProtobuf
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics

extension ConnectService {
  func executePlan(
    request: Spark_Connect_ExecutePlanRequest, response: RPCWriter<Spark_Connect_ExecutePlanResponse>, context: ServerContext
  ) async throws {
    let session = try await answering(nil) {
      try self.session(
        request.sessionID, request.userContext,
        request.hasClientObservedServerSideSessionID ? request.clientObservedServerSideSessionID : nil)
    }
    try await answering(session) {
      if case .command(let command)? = request.plan.opType,
        case .removeCachedRemoteRelationCommand(let removal)? = command.commandType
      {
        // Sent while the client's objects die, through a stub that wants no answer.
        session.removeCheckpoint(removal.relation.relationID)
        return
      }
      let (operation, isNew) = try start(request, session)
      let (stream, position) = try operation.attach(after: nil)
      if isNew {
        let run = OperationRun(session: session, operation: operation, plan: request.plan, chunkSize: chunkSize(request, session))
        QueryThreads.start { run.run() }
      }
      // Nobody can come back for an operation that is not reattachable: it ends with its stream, also when the client is gone.
      defer { if !operation.isReattachable { session.operations.remove(operation.id) } }
      try await send(operation, stream, position, to: response, session)
    }
  }

  private func start(
    _ request: Spark_Connect_ExecutePlanRequest, _ session: ConnectSession
  ) throws -> (operation: Operation, isNew: Bool) {
    var id = UUID().uuidString.lowercased()
    if request.hasOperationID, !request.operationID.isEmpty {
      try requireUUID(request.operationID)
      id = request.operationID
    }
    for tag in request.tags where tag.isEmpty || tag.contains(",") {
      throw SparkError.invalidPlan("the tag '\(tag)': tags are not empty and hold no comma")
    }
    let isReattachable = request.requestOptions.contains { option in
      if case .reattachOptions(let options)? = option.requestOption { options.reattachable } else { false }
    }
    // Only a repeated id needs the plan's bytes; they are few except for inlined rows.
    let bytes = try request.plan.serializedData()
    return try session.operations.add(
      Operation(id: id, isReattachable: isReattachable, tags: Set(request.tags), planBytes: bytes))
  }

  private func chunkSize(_ request: Spark_Connect_ExecutePlanRequest, _ session: ConnectSession) -> Int? {
    for option in request.requestOptions {
      guard case .resultChunkingOptions(let options)? = option.requestOption, options.allowArrowBatchChunking else { continue }
      let largest = 128 << 20 / 10 * 9
      guard options.hasPreferredArrowChunkSize, options.preferredArrowChunkSize >= 1024 else { return largest }
      return min(Int(options.preferredArrowChunkSize), largest)
    }
    return nil
  }

  /// Sends an operation's responses from a position on, until it ends or another stream takes over.
  private func send(
    _ operation: Operation, _ stream: Int, _ start: Int, to response: RPCWriter<Spark_Connect_ExecutePlanResponse>,
    _ session: ConnectSession
  ) async throws {
    var position = start
    while true {
      let next = await withTaskCancellationHandler {
        await operation.next(stream, at: position)
      } onCancel: {
        // The client is gone; it may come back for what is left.
        operation.detach()
      }
      switch next {
      case .response(let message, let following):
        try await response.write(message)
        position = following
      case .end: return
      case .failure(let error): throw status(error, session)
      case .preempted:
        if Task.isCancelled { throw CancellationError() }
        throw status(SparkError("INVALID_CURSOR.DISCONNECTED"), session)
      }
    }
  }

  func reattachExecute(
    request: Spark_Connect_ReattachExecuteRequest, response: RPCWriter<Spark_Connect_ExecutePlanResponse>, context: ServerContext
  ) async throws {
    let session = try await answering(nil) {
      try self.session(
        request.sessionID, request.userContext,
        request.hasClientObservedServerSideSessionID ? request.clientObservedServerSideSessionID : nil, creates: false)
    }
    try await answering(session) {
      let operation = try session.operations.find(request.operationID)
      guard operation.isReattachable else { throw SparkError("INVALID_CURSOR.NOT_REATTACHABLE") }
      let (stream, position) = try operation.attach(after: request.hasLastResponseID ? request.lastResponseID : nil)
      try await send(operation, stream, position, to: response, session)
    }
  }

  func releaseExecute(
    request: Spark_Connect_ReleaseExecuteRequest, context: ServerContext
  ) async throws -> Spark_Connect_ReleaseExecuteResponse {
    try await answering(nil) {
      let session = try self.session(
        request.sessionID, request.userContext,
        request.hasClientObservedServerSideSessionID ? request.clientObservedServerSideSessionID : nil, creates: false)
      var answer = Spark_Connect_ReleaseExecuteResponse()
      answer.sessionID = session.id
      answer.serverSideSessionID = session.serverSideID
      guard let operation = session.operations.findIfThere(request.operationID) else { return answer }
      answer.operationID = operation.id
      switch request.release {
      case .releaseUntil(let until): operation.release(until: until.responseID)
      default: session.operations.remove(operation.id)
      }
      return answer
    }
  }

  func interrupt(
    request: Spark_Connect_InterruptRequest, context: ServerContext
  ) async throws -> Spark_Connect_InterruptResponse {
    try await answering(nil) {
      let session = try self.session(
        request.sessionID, request.userContext,
        request.hasClientObservedServerSideSessionID ? request.clientObservedServerSideSessionID : nil)
      var answer = Spark_Connect_InterruptResponse()
      answer.sessionID = session.id
      answer.serverSideSessionID = session.serverSideID
      switch request.interruptType {
      case .all: answer.interruptedIds = session.operations.cancel { _ in true }
      case .tag: answer.interruptedIds = session.operations.cancel { $0.tags.contains(request.operationTag) }
      case .operationID: answer.interruptedIds = session.operations.cancel { $0.id == request.operationID }
      default: throw SparkError.unsupported("an interrupt of no kind", "Name all, a tag or an operation.")
      }
      return answer
    }
  }
}
