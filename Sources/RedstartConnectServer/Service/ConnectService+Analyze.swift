import Foundation
import GRPCCore
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartSession
import RedstartTypes

extension ConnectService {
  func analyzePlan(
    request: Spark_Connect_AnalyzePlanRequest, context: ServerContext
  ) async throws -> Spark_Connect_AnalyzePlanResponse {
    let session = try await answering(nil) {
      try self.session(
        request.sessionID, request.userContext,
        request.hasClientObservedServerSideSessionID ? request.clientObservedServerSideSessionID : nil)
    }
    return try await answering(session) {
      try await QueryThreads.run {
        var response = Spark_Connect_AnalyzePlanResponse()
        response.sessionID = session.id
        response.serverSideSessionID = session.serverSideID
        response.result = try PlanAnalysis(session).answer(request)
        return response
      }
    }
  }
}

/// Answers questions about plans.
struct PlanAnalysis {
  typealias Result = Spark_Connect_AnalyzePlanResponse.OneOf_Result
  let session: ConnectSession

  init(_ session: ConnectSession) { self.session = session }

  func answer(_ request: Spark_Connect_AnalyzePlanRequest) throws -> Result {
    switch request.analyze {
    case .schema(let question):
      var answer = Spark_Connect_AnalyzePlanResponse.Schema()
      answer.schema = try session.engine.schema(try plan(question.plan)).message
      return .schema(answer)
    case .explain(let question):
      var answer = Spark_Connect_AnalyzePlanResponse.Explain()
      answer.explainString = try session.engine.explain(try plan(question.plan), mode(question.explainMode))
      return .explain(answer)
    case .treeString(let question):
      var answer = Spark_Connect_AnalyzePlanResponse.TreeString()
      answer.treeString = try session.engine.schema(try plan(question.plan)).treeString(
        maxDepth: question.hasLevel ? Int(question.level) : Int.max)
      return .treeString(answer)
    case .isLocal(let question):
      var answer = Spark_Connect_AnalyzePlanResponse.IsLocal()
      if case .localRelation = try plan(question.plan).untagged { answer.isLocal = true }
      return .isLocal(answer)
    case .isStreaming(let question):
      _ = try plan(question.plan)
      return .isStreaming(.init())
    case .inputFiles(let question):
      var answer = Spark_Connect_AnalyzePlanResponse.InputFiles()
      var files: [String] = []
      try session.engine.analyze(try plan(question.plan)).visit { node in
        if case .relation(let relation) = node { files += relation.files.map { "file://" + $0.path } }
      }
      answer.files = files
      return .inputFiles(answer)
    case .sparkVersion:
      var answer = Spark_Connect_AnalyzePlanResponse.SparkVersion()
      answer.version = SparkVersion.text
      return .sparkVersion(answer)
    case .ddlParse(let question):
      var answer = Spark_Connect_AnalyzePlanResponse.DDLParse()
      answer.parsed = try DataType(ddl: question.ddlString).message
      return .ddlParse(answer)
    case .jsonToDdl(let question):
      var answer = Spark_Connect_AnalyzePlanResponse.JsonToDDL()
      answer.ddlString = try StructType(json: question.jsonString).toDDL
      return .jsonToDdl(answer)
    case .sameSemantics, .semanticHash, .persist, .unpersist, .getStorageLevel: return try semantics(request)
    case nil: throw SparkError("CONNECT_INVALID_PLAN.UNKNOWN_ANALYZE_METHOD", ["other": "null"])
    }
  }

  /// Questions about what plans compute, and rows that are kept of them.
  private func semantics(_ request: Spark_Connect_AnalyzePlanRequest) throws -> Result {
    let engine = session.engine
    let converter = PlanConverter(session)
    switch request.analyze {
    case .sameSemantics(let question):
      var answer = Spark_Connect_AnalyzePlanResponse.SameSemantics()
      answer.result = try engine.haveSameSemantics(
        try engine.analyze(try plan(question.targetPlan)), try engine.analyze(try plan(question.otherPlan)))
      return .sameSemantics(answer)
    case .semanticHash(let question):
      var answer = Spark_Connect_AnalyzePlanResponse.SemanticHash()
      answer.result = engine.semanticHash(try engine.analyze(try plan(question.plan)))
      return .semanticHash(answer)
    case .persist(let question):
      let level = question.hasStorageLevel ? StorageLevel(question.storageLevel) : .memoryAndDiskDeserialized
      engine.shared.cache.persist(try engine.analyze(try converter.plan(question.relation)), level)
      return .persist(.init())
    case .unpersist(let question):
      engine.shared.cache.unpersist(try engine.analyze(try converter.plan(question.relation)))
      return .unpersist(.init())
    default:
      var answer = Spark_Connect_AnalyzePlanResponse.GetStorageLevel()
      let kept = engine.shared.cache.find(try engine.analyze(try converter.plan(request.getStorageLevel.relation)))
      answer.storageLevel = (kept?.level ?? StorageLevel.none).message
      return .getStorageLevel(answer)
    }
  }

  private func plan(_ envelope: Spark_Connect_Plan) throws -> LogicalPlan {
    guard case .root(let relation)? = try PlanEnvelope.opened(envelope).opType else {
      throw SparkError(
        "CONNECT_INVALID_PLAN.INVALID_ONE_OF_FIELD_NOT_SET", ["fullName": "spark.connect.Plan.op_type", "name": "op_type"])
    }
    return try PlanConverter(session).plan(relation)
  }

  private func mode(_ mode: Spark_Connect_AnalyzePlanRequest.Explain.ExplainMode) -> ExplainMode {
    switch mode {
    case .extended: .extended
    case .codegen: .codegen
    case .cost: .cost
    case .formatted: .formatted
    default: .simple
    }
  }
}

extension LogicalPlan {
  /// The plan under the marks of DataFrames.
  var untagged: LogicalPlan { if case .tagged(_, let child) = self { child.untagged } else { self } }
}
