import Foundation
import RedstartArrowFormat
import RedstartCodecs
import RedstartColumnar
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartSession
import RedstartTypes

/// Runs the plan of one operation, from the first response to the last.
struct OperationRun: Sendable {
  let session: ConnectSession
  let operation: Operation
  let plan: Spark_Connect_Plan
  let chunkSize: Int?

  /// Runs to the end; whatever goes wrong ends the operation with it.
  func run() {
    do {
      let writer = ResponseWriter(operation, session, chunkSize: chunkSize)
      switch try PlanEnvelope.opened(plan).opType {
      case .root(let relation): try query(relation, writer)
      case .command(let command):
        try CommandRunner(session: session, operation: operation, writer: writer).run(command)
      default:
        throw SparkError(
          "CONNECT_INVALID_PLAN.INVALID_ONE_OF_FIELD_NOT_SET", ["fullName": "spark.connect.Plan.op_type", "name": "op_type"])
      }
      try writer.appendComplete()
      operation.finish()
    } catch {
      let cancelled = operation.cancellation.isCancelled
      operation.finish(cancelled ? SparkError("OPERATION_CANCELED") : SparkError.wrapping(error))
    }
  }

  private func query(_ relation: Spark_Connect_Relation, _ writer: ResponseWriter) throws {
    let converter = PlanConverter(session, cancellation: operation.cancellation)
    let execution = try session.engine.execution(try converter.plan(relation), cancellation: operation.cancellation)
    let schema = try execution.schema()
    writer.setSchema(schema)
    let configuration = session.engine.configuration
    let result = try ArrowResult(
      writer, schema: schema, timeZone: configuration.sessionTimeZone,
      maximumRows: configuration.getOption("spark.sql.execution.arrow.maxRecordsPerBatch").flatMap(Int.init) ?? 10_000)
    let progress = ProgressReporter(execution.job.progress, writer)
    defer { progress.stop() }
    try execution.run { batch in try result.append(batch) }
    try result.finish()
  }
}

/// Unpacks plans that clients send compressed.
enum PlanEnvelope {
  private static let maximumSize = 512 << 20

  static func opened(_ plan: Spark_Connect_Plan) throws -> Spark_Connect_Plan {
    guard case .compressedOperation(let packed)? = plan.opType else { return plan }
    guard packed.compressionCodec == .zstd else {
      throw SparkError("CONNECT_INVALID_PLAN.UNSUPPORTED_PLAN_COMPRESSION_CODEC", ["codec": "\(packed.compressionCodec)"])
    }
    let bytes = try ZstandardFrame.decompress(packed.data, limit: maximumSize)
    var opened = Spark_Connect_Plan()
    do {
      switch packed.opType {
      case .relation: opened.root = try Spark_Connect_Relation(serializedBytes: bytes, options: .connect)
      case .command: opened.command = try Spark_Connect_Command(serializedBytes: bytes, options: .connect)
      default: throw SparkError.invalidPlan("a compressed plan of an unknown kind")
      }
    } catch let error as SparkError {
      throw error
    } catch {
      throw SparkError("CONNECT_INVALID_PLAN.CANNOT_PARSE", ["errorMsg": "\(error)"])
    }
    return opened
  }
}

/// Tells the client every two seconds how far its query is.
final class ProgressReporter {
  private let timer: any DispatchSourceTimer

  init(_ progress: JobProgress, _ writer: ResponseWriter) {
    timer = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
    timer.schedule(deadline: .now() + 2, repeating: 2)
    timer.setEventHandler {
      let stages = progress.current
      let infos = stages.map { stage in
        var info = Spark_Connect_ExecutePlanResponse.ExecutionProgress.StageInfo()
        info.stageID = Int64(stage.id)
        info.numTasks = Int64(stage.tasks)
        info.numCompletedTasks = Int64(stage.completed)
        info.inputBytesRead = Int64(progress.bytesRead)
        info.done = stage.isDone
        return info
      }
      // A cancelled operation takes no more responses; its own run reports that.
      try? writer.appendProgress(infos, inFlight: stages.filter { !$0.isDone }.count)
    }
    timer.resume()
  }

  func stop() { timer.cancel() }
}
