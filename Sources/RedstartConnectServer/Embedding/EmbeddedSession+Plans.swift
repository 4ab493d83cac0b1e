import RedstartConnectProtocol
import RedstartExecution
import RedstartLogicalPlan
import RedstartSession

// Plans that hold functions of this program: they cannot be messages, so messages refer to them by name.

extension EmbeddedSession {
  /// The query of a relation, not yet run.
  package func execution(_ relation: Spark_Connect_Relation) throws -> QueryExecution {
    try session.engine.execution(try PlanConverter(session).plan(relation))
  }

  /// Keeps a plan and answers the id by which a `CachedRemoteRelation` refers to it.
  package func keep(_ plan: LogicalPlan) -> String { session.keepCheckpoint(plan) }

  /// Forgets a plan.
  package func forget(_ id: String) { session.removeCheckpoint(id) }

  /// A job of its own on the engine.
  package func job(_ cancellation: CancellationToken) throws -> JobContext {
    try session.engine.execution(.oneRow, cancellation: cancellation).job
  }
}
