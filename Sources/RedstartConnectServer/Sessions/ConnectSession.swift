import Foundation
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartSession
import Synchronization

/// One client's session: its engine session and what the protocol adds to it.
final class ConnectSession: Sendable {
  /// The client's own id of the session.
  let id: String
  let userID: String
  /// The server's id of it, by which clients notice a server that forgot them.
  let serverSideID = UUID().uuidString.lowercased()
  let engine: Session
  let artifacts = ArtifactStore()
  let localRelations = LocalRelationCache()
  let operations = OperationRegistry()
  let errors = ErrorStore()
  let models = ModelStore()
  let operators: OperatorCatalog
  private let state: Mutex<State>

  private struct State {
    var lastUse: ContinuousClock.Instant
    var checkpoints: [String: LogicalPlan] = [:]
  }

  init(id: String, userID: String, engine: Session, operators: OperatorCatalog) {
    self.operators = operators
    self.id = id
    self.userID = userID
    self.engine = engine
    state = Mutex(State(lastUse: .now))
  }

  /// The session's zone, when it names one.
  var timeZone: TimeZoneRules? { TimeZoneRules.find(engine.configuration.sessionTimeZone) }

  func touch() { state.withLock { $0.lastUse = .now } }
  var idleTime: Duration { state.withLock { $0.lastUse.duration(to: .now) } }

  /// Keeps a plan that later requests refer to by the returned id.
  func keepCheckpoint(_ plan: LogicalPlan) -> String {
    let id = UUID().uuidString.lowercased()
    state.withLock { $0.checkpoints[id] = plan }
    return id
  }

  func checkpoint(_ id: String) throws -> LogicalPlan {
    guard let plan = state.withLock({ $0.checkpoints[id] }) else {
      throw SparkError("CONNECT_INVALID_PLAN.DATAFRAME_NOT_FOUND", ["dfId": id, "sessionId": self.id])
    }
    return plan
  }

  func removeCheckpoint(_ id: String) { _ = state.withLock { $0.checkpoints.removeValue(forKey: id) } }
}
