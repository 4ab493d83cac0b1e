import Foundation
import RedstartArrowFormat
import RedstartColumnar
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartTypes
import Synchronization

/// Makes the responses of one operation and appends them to it.
final class ResponseWriter: Sendable {
  private let operation: Operation
  private let session: ConnectSession
  private let chunkSize: Int?
  /// The schema that travels with the first rows: one message less to send, to take and to release.
  private let pendingSchema = Mutex<Spark_Connect_DataType?>(nil)

  /// - Parameter chunkSize: Bytes of a piece of an Arrow stream; nil when the client does not put pieces together.
  init(_ operation: Operation, _ session: ConnectSession, chunkSize: Int?) {
    self.operation = operation
    self.session = session
    self.chunkSize = chunkSize
  }

  private func envelope() -> Spark_Connect_ExecutePlanResponse {
    var response = Spark_Connect_ExecutePlanResponse()
    response.sessionID = session.id
    response.serverSideSessionID = session.serverSideID
    response.operationID = operation.id
    response.responseID = UUID().uuidString.lowercased()
    return response
  }

  func append(_ payload: Spark_Connect_ExecutePlanResponse.OneOf_ResponseType) throws {
    var response = envelope()
    response.responseType = payload
    try operation.append(response)
  }

  /// Announces the columns; the message goes out with the first stream.
  func setSchema(_ schema: StructType) { pendingSchema.withLock { $0 = schema.message } }

  func appendProgress(_ stages: [Spark_Connect_ExecutePlanResponse.ExecutionProgress.StageInfo], inFlight: Int) throws {
    var progress = Spark_Connect_ExecutePlanResponse.ExecutionProgress()
    progress.stages = stages
    progress.numInflightTasks = Int64(inFlight)
    try append(.executionProgress(progress))
  }

  /// A complete Arrow stream, in pieces when it is long and the client allows it.
  func appendStream(_ stream: [UInt8], rows: Int, offset: Int) throws {
    let pieces = chunkSize.map { max(1, (stream.count + $0 - 1) / $0) } ?? 1
    for piece in 0..<pieces {
      let range = pieces == 1 ? 0..<stream.count : (stream.count * piece / pieces)..<(stream.count * (piece + 1) / pieces)
      var batch = Spark_Connect_ExecutePlanResponse.ArrowBatch()
      batch.rowCount = Int64(rows)
      batch.startOffset = Int64(offset)
      batch.data = Data(stream[range])
      if chunkSize != nil {
        batch.chunkIndex = Int64(piece)
        batch.numChunksInBatch = Int64(pieces)
      }
      var response = envelope()
      response.responseType = .arrowBatch(batch)
      if let schema = pendingSchema.withLock({ $0.take() }) { response.schema = schema }
      try operation.append(response, size: range.count + 256)
    }
  }

  func appendComplete() throws {
    if operation.isReattachable { try append(.resultComplete(.init())) }
  }
}

/// Puts the batches of a result into Arrow streams of a good size.
final class ArrowResult: Sendable {
  private struct State {
    var waiting: [RecordBatch] = []
    var waitingRows = 0
    var sentRows = 0
    var sentAny = false
  }
  private let state = Mutex(State())
  private let writer: ResponseWriter
  private let encoder: ArrowStreamWriter
  private let types: [DataType]
  private let maximumRows: Int
  private let maximumBytes: Int

  init(_ writer: ResponseWriter, schema: StructType, timeZone: String, maximumRows: Int) throws {
    self.writer = writer
    encoder = try ArrowStreamWriter(schema: schema, timeZone: timeZone)
    types = schema.fields.map(\.type)
    self.maximumRows = maximumRows > 0 ? maximumRows : Int.max
    // Spark's bound: 70 % of the largest message.
    maximumBytes = 128 << 20 / 10 * 7
  }

  func append(_ batch: RecordBatch) throws {
    guard batch.count > 0 else { return }
    var start = 0
    while start < batch.count {
      let room = maximumRows - state.withLock { $0.waitingRows }
      let end = min(batch.count, start + max(1, min(room, rowLimit(batch))))
      let part = start == 0 && end == batch.count ? batch : batch.slice(start..<end)
      start = end
      let isFull = state.withLock { state in
        state.waiting.append(part)
        state.waitingRows += part.count
        return state.waitingRows >= maximumRows || state.waitingRows >= rowLimit(batch)
      }
      if isFull { try flush() }
    }
  }

  /// Rows that fit a message, by the batch's size a row.
  private func rowLimit(_ batch: RecordBatch) -> Int {
    max(1, min(maximumRows, maximumBytes / max(1, batch.byteCount / max(1, batch.count))))
  }

  private func flush() throws {
    let (batches, offset) = state.withLock { state -> ([RecordBatch], Int) in
      let taken = (state.waiting, state.sentRows)
      state.sentRows += state.waitingRows
      state.waiting = []
      state.waitingRows = 0
      state.sentAny = true
      return taken
    }
    let batch = batches.count == 1 ? batches[0] : RecordBatch.concatenate(batches, types: types)
    try writer.appendStream(try encoder.encode(batch), rows: batch.count, offset: offset)
  }

  /// Sends what is left; a result without rows is one stream of none.
  func finish() throws {
    if state.withLock({ $0.waitingRows > 0 || !$0.sentAny }) { try flush() }
  }
}
