import Foundation
import RedstartArrowFormat
import RedstartColumnar
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartTypes
import Synchronization

extension ConnectClient {
  /// Runs a query and hands its batches over, in order.
  /// - Parameters:
  ///   - tags: Names under which ``interrupt(tag:operation:)`` finds the query.
  ///   - begin: Called once with the columns, before the first batch.
  public func run(
    _ relation: Spark_Connect_Relation, tags: Set<String> = [], begin: @escaping @Sendable (StructType) throws -> Void,
    consume: @escaping @Sendable (RecordBatch) throws -> Void
  ) async throws {
    var plan = Spark_Connect_Plan()
    plan.root = relation
    let result = ArrowResult(begin: begin, consume: consume)
    try await execute(plan, tags: tags) { response in
      if response.hasSchema { try result.announce(response.schema) }
      if case .arrowBatch(let piece)? = response.responseType { try result.take(piece) }
    }
    try result.finish()
  }

  /// Does what a command says.
  /// - Returns: the results, in order.
  public func run(
    _ command: Spark_Connect_Command, tags: Set<String> = []
  ) async throws -> [Spark_Connect_ExecutePlanResponse.OneOf_ResponseType] {
    var plan = Spark_Connect_Plan()
    plan.command = command
    let results = Mutex<[Spark_Connect_ExecutePlanResponse.OneOf_ResponseType]>([])
    try await execute(plan, tags: tags) { response in
      switch response.responseType {
      case .executionProgress, .resultComplete, nil: break
      case .some(let result): results.withLock { $0.append(result) }
      }
    }
    return results.withLock { $0 }
  }
}

/// Puts the pieces of Arrow streams together and decodes them. Responses come one after the other.
private final class ArrowResult: Sendable {
  private struct State {
    var schema: StructType?
    var pieces = Data()
    var rows = 0
  }
  private let state = Mutex(State())
  private let begin: @Sendable (StructType) throws -> Void
  private let consume: @Sendable (RecordBatch) throws -> Void

  init(begin: @escaping @Sendable (StructType) throws -> Void, consume: @escaping @Sendable (RecordBatch) throws -> Void) {
    self.begin = begin
    self.consume = consume
  }

  func announce(_ message: Spark_Connect_DataType) throws {
    guard case .struct(let schema) = try DataType(message) else {
      throw SparkError.internal("the schema of a result is no struct")
    }
    let isFirst = state.withLock { state in
      defer { state.schema = state.schema ?? schema }
      return state.schema == nil
    }
    if isFirst { try begin(schema) }
  }

  func take(_ piece: Spark_Connect_ExecutePlanResponse.ArrowBatch) throws {
    let stream = state.withLock { state -> Data? in
      state.pieces += piece.data
      guard !piece.hasNumChunksInBatch || piece.chunkIndex + 1 >= piece.numChunksInBatch else { return nil }
      defer { state.pieces = Data() }
      return state.pieces
    }
    guard let stream else { return }
    let reader = try ArrowStreamReader(bytes: Array(stream))
    if state.withLock({ $0.schema }) == nil {
      state.withLock { $0.schema = reader.schema }
      try begin(reader.schema)
    }
    let schema = state.withLock { $0.schema } ?? reader.schema
    guard schema.count == reader.schema.count else {
      throw SparkError.internal("a result of \(reader.schema.count) columns with a schema of \(schema.count)")
    }
    var rows = 0
    while let batch = try reader.next() {
      rows += batch.count
      // The stream stores types in Arrow's terms; their meaning is in the schema.
      guard batch.count > 0 else { continue }
      try consume(RecordBatch(zip(batch.columns, schema.fields).map { $0.retyped($1.type) }, count: batch.count))
    }
    guard rows == Int(piece.rowCount) else {
      throw SparkError.internal("a batch of \(rows) rows that was announced with \(piece.rowCount)")
    }
    state.withLock { $0.rows += rows }
  }

  func finish() throws {
    if state.withLock({ $0.schema == nil }) { throw SparkError.internal("a result without a schema") }
  }
}
