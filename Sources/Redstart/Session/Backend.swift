import Foundation
import RedstartColumnar
import RedstartConnectClient
import RedstartConnectProtocol
import RedstartConnectServer
import RedstartSession
import RedstartTypes

/// Who runs plans: the engine in this process, or a server. Both understand the same messages.
package protocol Backend: Sendable {
  typealias Payload = Spark_Connect_ExecutePlanResponse.OneOf_ResponseType

  /// Runs a query: `begin` gets the columns once, `consume` the batches in order.
  func run(
    _ relation: Spark_Connect_Relation, tags: Set<String>, begin: @escaping @Sendable (StructType) throws -> Void,
    consume: @escaping @Sendable (RecordBatch) throws -> Void) async throws
  /// Does what a command says and gives its results.
  func run(_ command: Spark_Connect_Command, tags: Set<String>) async throws -> [Payload]
  func analyze(
    _ question: Spark_Connect_AnalyzePlanRequest.OneOf_Analyze
  ) async throws -> Spark_Connect_AnalyzePlanResponse.OneOf_Result
  func configure(_ operation: Spark_Connect_ConfigRequest.Operation) async throws -> [Spark_Connect_KeyValue]
  /// Cancels the running queries of a tag, or all of them, and gives their ids.
  func interruptQueries(tag: String?) async throws -> [String]
  /// Keeps bytes that plans refer to by name; they need not have arrived before the next call.
  func keep(_ name: String, _ data: Data) throws
  func clonedBackend() async throws -> any Backend
  func close() async
}

extension EmbeddedSession: Backend {
  package func interruptQueries(tag: String?) -> [String] { interrupt(tag: tag) }
  package func clonedBackend() throws -> any Backend { try cloned() }
}

extension ConnectClient: Backend {
  package func interruptQueries(tag: String?) async throws -> [String] { try await interrupt(tag: tag) }
  package func clonedBackend() async throws -> any Backend { try await cloned() }
}
