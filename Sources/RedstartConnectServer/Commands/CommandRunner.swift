import RedstartConnectProtocol
import RedstartConnectors
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartSyntax
import RedstartTypes

/// Does what a command says and answers it.
struct CommandRunner {
  let session: ConnectSession
  let operation: Operation
  let writer: ResponseWriter

  var converter: PlanConverter { PlanConverter(session, cancellation: operation.cancellation) }

  func run(_ command: Spark_Connect_Command) throws {
    switch command.commandType {
    case .sqlCommand(let request): try sql(request)
    case .writeOperation(let request): try write(request)
    case .writeOperationV2(let request): try writeV2(request)
    case .createDataframeView(let request): try createView(request)
    case .checkpointCommand(let request): try checkpoint(request)
    case .removeCachedRemoteRelationCommand(let request): session.removeCheckpoint(request.relation.relationID)
    case .getResourcesCommand: try writer.append(.getResourcesCommandResult(.init()))
    case .mlCommand(let request): try machineLearning(request)
    case .registerFunction, .registerTableFunction, .registerDataSource:
      throw SparkError.unsupported("functions and data sources of client programs", "Use the built-in ones.")
    case .writeStreamOperationStart, .streamingQueryCommand, .streamingQueryManagerCommand, .streamingQueryListenerBusCommand:
      throw SparkError.unsupported("streaming queries", "Use batch queries.")
    case .mergeIntoTableCommand: throw SparkError.unsupported("MERGE INTO", "Join and write a new table.")
    case .createResourceProfileCommand: throw SparkError.unsupported("resource profiles", "Remove them; all cores are used.")
    case .executeExternalCommand, .pipelineCommand, .extension:
      throw SparkError.unsupported("this command of the protocol", "Use SQL or DataFrame operations.")
    case nil:
      throw SparkError(
        "CONNECT_INVALID_PLAN.INVALID_ONE_OF_FIELD_NOT_SET",
        ["fullName": "spark.connect.Command.command_type", "name": "command_type"])
    }
  }

  /// Runs a statement of the engine, which has no rows to send.
  func run(_ command: Command) throws {
    let execution = try session.engine.execution(.command(command), cancellation: operation.cancellation)
    _ = try execution.collect()
  }

  private func createView(_ request: Spark_Connect_CreateDataFrameViewCommand) throws {
    let plan = try converter.input(request.hasInput, request.input)
    try run(
      .createView(
        CreateView(
          nameParts: try SQLParser.parseIdentifier(request.name), scope: request.isGlobal ? .globalTemporary : .temporary,
          replace: request.replace, query: plan)))
  }
}
