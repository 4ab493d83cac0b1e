import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartSession
import RedstartTypes

/// Turns the messages of one request into unresolved plans; the conversions stand in extensions, one file a family.
struct PlanConverter {
  let session: ConnectSession
  let cancellation: CancellationToken
  /// Plans that subquery expressions of a `WithRelations` refer to, by plan id.
  var references: [Int64: Spark_Connect_Relation] = [:]

  init(_ session: ConnectSession, cancellation: CancellationToken = CancellationToken()) {
    self.session = session
    self.cancellation = cancellation
  }

  /// The plan of a relation, marked with the client's id of it, to which columns may be pinned.
  func plan(_ relation: Spark_Connect_Relation) throws -> LogicalPlan {
    let plan = try convert(relation)
    guard relation.hasCommon, relation.common.hasPlanID else { return plan }
    return .tagged(planID: relation.common.planID, plan)
  }

  func require(_ present: Bool, _ field: String) throws {
    if !present { throw SparkError.invalidPlan("a message without its \(field)") }
  }
}
