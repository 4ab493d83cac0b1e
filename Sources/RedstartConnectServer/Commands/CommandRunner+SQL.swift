import Foundation
import RedstartArrowFormat
import RedstartColumnar
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartSyntax
import RedstartTypes

extension CommandRunner {
  /// `spark.sql(…)`: a query is given back as it came, to be run when its rows are wanted; anything else runs now and its
  /// rows travel inside the answer.
  func sql(_ request: Spark_Connect_SqlCommand) throws {
    let relation = try input(of: request)
    var result = Spark_Connect_ExecutePlanResponse.SqlCommandResult()
    if try isCommand(relation) {
      let plan = try converter.plan(relation)
      let execution = try session.engine.execution(plan, cancellation: operation.cancellation)
      result.relation = try localRelation(try execution.schema(), try execution.collectBatch())
    } else {
      // Names are resolved now, so that errors appear where the statement stands.
      _ = try session.engine.analyze(try converter.plan(relation))
      result.relation = relation
    }
    try writer.append(.sqlCommandResult(result))
  }

  /// Older clients put the text into the command itself.
  private func input(of request: Spark_Connect_SqlCommand) throws -> Spark_Connect_Relation {
    if request.hasInput { return request.input }
    var relation = Spark_Connect_Relation()
    relation.sql.query = request.sql
    relation.sql.args = request.args
    relation.sql.posArgs = request.posArgs
    relation.sql.namedArguments = request.namedArguments
    relation.sql.posArguments = request.posArguments
    return relation
  }

  private func isCommand(_ relation: Spark_Connect_Relation) throws -> Bool {
    switch relation.relType {
    case .sql(let sql):
      if case .command = try SQLParser.parseStatement(sql.query, timeZone: session.timeZone) { return true }
      return false
    case .withRelations(let node): return try isCommand(node.root)
    default: return false
    }
  }

  private func localRelation(_ schema: StructType, _ batch: RecordBatch) throws -> Spark_Connect_Relation {
    let stream = try ArrowStreamWriter.encode(
      batch: batch, schema: schema, timeZone: session.engine.configuration.sessionTimeZone)
    var relation = Spark_Connect_Relation()
    relation.localRelation.data = Data(stream)
    relation.localRelation.schema = schema.json
    return relation
  }
}
