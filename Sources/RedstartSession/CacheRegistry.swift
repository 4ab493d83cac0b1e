import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import Synchronization

/// The plans that users asked to keep, by what they compute.
///
/// Two plans are the same when their fingerprints are; the identities of columns do not matter.
public final class CacheRegistry: Sendable {
  private struct State {
    var byFingerprint: [String: CachedRows] = [:]
    var nextID = 1
  }
  private let state = Mutex(State())

  public init() {}

  var isEmpty: Bool { state.withLock { $0.byFingerprint.isEmpty } }

  /// Keeps the rows of an analysed plan from its next use on.
  public func persist(_ plan: LogicalPlan, _ level: StorageLevel) {
    let key = plan.fingerprint
    state.withLock { state in
      if state.byFingerprint[key] != nil { return }
      state.byFingerprint[key] = CachedRows(id: state.nextID, level: level)
      state.nextID += 1
    }
  }

  /// Forgets the rows; false when there were none.
  @discardableResult
  public func unpersist(_ plan: LogicalPlan) -> Bool {
    let key = plan.fingerprint
    return state.withLock { $0.byFingerprint.removeValue(forKey: key) != nil }
  }

  public func clear() { state.withLock { $0.byFingerprint = [:] } }

  public func find(_ plan: LogicalPlan) -> CachedRows? {
    let key = plan.fingerprint
    return state.withLock { $0.byFingerprint[key] }
  }

  func rows(_ id: Int) -> CachedRows? { state.withLock { $0.byFingerprint.values.first { $0.id == id } } }

  /// The plan with every part that is kept replaced by its kept rows; `except` leaves out the plan that fills a cache.
  func substitute(_ plan: LogicalPlan, except: Int? = nil) -> LogicalPlan {
    if isEmpty { return plan }
    return plan.transformDown { node in
      switch node {
      case .cached, .command, .subqueryAlias, .tagged: return nil
      default: break
      }
      guard let rows = find(node), rows.id != except else { return nil }
      return .cached(
        CachedRelation(id: rows.id, output: node.output, rowCount: rows.rowCount, byteCount: rows.byteCount, plan: node))
    }
  }
}
