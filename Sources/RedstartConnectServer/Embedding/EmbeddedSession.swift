import Foundation
import RedstartColumnar
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartExecution
import RedstartSession
import RedstartTypes

/// A session of Spark Connect inside of the calling process: the server's converters and commands without a network.
///
/// Messages mean here what they mean to the server, since the same code reads them; rows come as the engine's batches instead of
/// Arrow streams. Cancelling the task that waits for an answer cancels the work.
public final class EmbeddedSession: Sendable {
  let session: ConnectSession

  /// - Parameter engine: The engine session that the messages work on.
  public init(_ engine: Session) {
    session = ConnectSession(
      id: UUID().uuidString.lowercased(), userID: engine.user, engine: engine,
      operators: OperatorCatalog(registry: MachineLearningOperators.registry))
  }

  /// The engine session below.
  public var engine: Session { session.engine }

  /// Runs a query and hands its batches over, in order, on a thread of the engine.
  /// - Parameters:
  ///   - tags: Names under which ``interrupt(_:)`` finds the query.
  ///   - begin: Called once with the columns, before the first batch.
  public func run(
    _ relation: Spark_Connect_Relation, tags: Set<String> = [], begin: @escaping @Sendable (StructType) throws -> Void,
    consume: @escaping @Sendable (RecordBatch) throws -> Void
  ) async throws {
    try await operate(tags) { [session] operation in
      let converter = PlanConverter(session, cancellation: operation.cancellation)
      let execution = try session.engine.execution(try converter.plan(relation), cancellation: operation.cancellation)
      try begin(try execution.schema())
      try execution.run(consume)
    }
  }

  /// Does what a command says.
  /// - Returns: the results that a client would receive, in order.
  public func run(
    _ command: Spark_Connect_Command, tags: Set<String> = []
  ) async throws -> [Spark_Connect_ExecutePlanResponse.OneOf_ResponseType] {
    if case .removeCachedRemoteRelationCommand(let removal)? = command.commandType {
      session.removeCheckpoint(removal.relation.relationID)
      return []
    }
    return try await operate(tags) { [session] operation in
      let writer = ResponseWriter(operation, session, chunkSize: nil)
      try CommandRunner(session: session, operation: operation, writer: writer).run(command)
      return operation.takeAll().compactMap(\.responseType)
    }
  }

  /// Answers a question about a plan.
  public func analyze(
    _ question: Spark_Connect_AnalyzePlanRequest.OneOf_Analyze
  ) async throws -> Spark_Connect_AnalyzePlanResponse.OneOf_Result {
    try await wrapping { [session] in
      try await QueryThreads.run {
        var request = Spark_Connect_AnalyzePlanRequest()
        request.analyze = question
        return try PlanAnalysis(session).answer(request)
      }
    }
  }

  /// Sets, reads or removes settings.
  public func configure(_ operation: Spark_Connect_ConfigRequest.Operation) throws -> [Spark_Connect_KeyValue] {
    try session.configure(operation)
  }

  /// Keeps bytes that plans refer to by name.
  /// - Throws: `INVALID_ARTIFACT_PATH`, `ARTIFACT_ALREADY_EXISTS`.
  public func keep(_ name: String, _ data: Data) throws { try session.artifacts.keep(name, data) }

  /// Cancels the running queries of a tag, or all of them.
  /// - Returns: the ids of the operations that were running.
  public func interrupt(tag: String? = nil) -> [String] {
    session.operations.cancel { operation in tag.map(operation.tags.contains) ?? true }
  }

  /// A session with the same settings and temporary views.
  public func cloned() throws -> EmbeddedSession { EmbeddedSession(try session.engine.cloned()) }

  /// Cancels what runs.
  public func close() { session.operations.cancelAll() }

  /// Runs work as an operation of the session, on a thread of its own.
  private func operate<T: Sendable>(_ tags: Set<String>, _ work: @escaping @Sendable (Operation) throws -> T) async throws -> T {
    let made = Operation(id: UUID().uuidString.lowercased(), isReattachable: false, tags: tags, planBytes: Data())
    let operation = try session.operations.add(made).operation
    defer {
      operation.finish()
      session.operations.remove(operation.id)
    }
    return try await wrapping {
      try await withTaskCancellationHandler {
        do {
          return try await QueryThreads.run { try work(operation) }
        } catch  where operation.cancellation.isCancelled {
          throw SparkError("OPERATION_CANCELED")
        }
      } onCancel: {
        operation.cancel()
      }
    }
  }

  private func wrapping<T>(_ body: () async throws -> T) async throws -> T {
    do { return try await body() } catch { throw SparkError.wrapping(error) }
  }
}
