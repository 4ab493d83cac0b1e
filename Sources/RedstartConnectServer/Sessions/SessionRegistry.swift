import Foundation
import RedstartDiagnostics
import RedstartSession
import Synchronization

/// All sessions of the server, by user and by the id that the client made up.
final class SessionRegistry: Sendable {
  private struct Key: Hashable {
    var user: String
    var session: String
  }
  private struct State {
    var sessions: [Key: ConnectSession] = [:]
    /// Ids of sessions that were closed, oldest first; they are never opened again.
    var closed: Set<Key> = []
    var closedOrder: [Key] = []
  }
  private let state = Mutex(State())
  private let makeEngine: @Sendable (_ user: String) throws -> Session
  private let operators: OperatorCatalog
  private static let rememberedClosed = 1000

  /// - Parameter makeEngine: makes the engine session of a user.
  init(operators: OperatorCatalog, makeEngine: @escaping @Sendable (_ user: String) throws -> Session) {
    self.operators = operators
    self.makeEngine = makeEngine
  }

  /// The session of a request; made when it is new.
  func session(_ id: String, user: String, observed: String?) throws -> ConnectSession {
    let key = try key(id, user)
    let session = try state.withLock { state in
      if let known = state.sessions[key] { return known }
      if state.closed.contains(key) { throw closedError(id) }
      let made = ConnectSession(id: id, userID: user, engine: try makeEngine(user), operators: operators)
      state.sessions[key] = made
      return made
    }
    try check(session, observed)
    return session
  }

  /// The session of a request that makes no session.
  func existing(_ id: String, user: String, observed: String?) throws -> ConnectSession {
    let key = try key(id, user)
    let session = try state.withLock { state in
      if let known = state.sessions[key] { return known }
      if state.closed.contains(key) { throw closedError(id) }
      throw SparkError("INVALID_HANDLE.SESSION_NOT_FOUND", ["handle": id])
    }
    try check(session, observed)
    return session
  }

  func find(_ id: String, user: String) -> ConnectSession? { state.withLock { $0.sessions[Key(user: user, session: id)] } }

  private func key(_ id: String, _ user: String) throws -> Key {
    guard UUID(uuidString: id) != nil else { throw SparkError("INVALID_HANDLE.FORMAT", ["handle": id]) }
    return Key(user: user, session: id)
  }

  private func closedError(_ id: String) -> SparkError { SparkError("INVALID_HANDLE.SESSION_CLOSED", ["handle": id]) }

  private func check(_ session: ConnectSession, _ observed: String?) throws {
    session.touch()
    if let observed, !observed.isEmpty, observed != session.serverSideID {
      throw SparkError("INVALID_HANDLE.SESSION_CHANGED", ["handle": session.id])
    }
  }

  /// Ends a session: cancels its operations and forgets what it kept.
  /// - Returns: the session, if there was one.
  @discardableResult
  func release(_ id: String, user: String, allowReconnect: Bool) throws -> ConnectSession? {
    let key = try key(id, user)
    let session = state.withLock { state in
      if !allowReconnect, state.closed.insert(key).inserted {
        state.closedOrder.append(key)
        if state.closedOrder.count > SessionRegistry.rememberedClosed { state.closed.remove(state.closedOrder.removeFirst()) }
      }
      return state.sessions.removeValue(forKey: key)
    }
    session?.operations.cancelAll()
    return session
  }

  /// A copy of a session's settings and views under a new id.
  func clone(_ source: ConnectSession, to newID: String?) throws -> ConnectSession {
    let id = newID ?? UUID().uuidString.lowercased()
    guard UUID(uuidString: id) != nil else {
      throw SparkError("INVALID_CLONE_SESSION_REQUEST.TARGET_SESSION_ID_FORMAT", ["targetSessionId": id])
    }
    let key = Key(user: source.userID, session: id)
    return try state.withLock { state in
      if state.sessions[key] != nil {
        throw SparkError("INVALID_CLONE_SESSION_REQUEST.TARGET_SESSION_ID_ALREADY_EXISTS", ["targetSessionId": id])
      }
      if state.closed.contains(key) {
        throw SparkError("INVALID_CLONE_SESSION_REQUEST.TARGET_SESSION_ID_ALREADY_CLOSED", ["targetSessionId": id])
      }
      let made = ConnectSession(id: id, userID: source.userID, engine: try source.engine.cloned(), operators: operators)
      state.sessions[key] = made
      return made
    }
  }

  /// Ends sessions that nobody used for that long.
  func closeIdle(after limit: Duration) {
    let idle = state.withLock { state in
      state.sessions.filter { $0.value.idleTime > limit && !$0.value.operations.hasRunning }.map(\.key)
    }
    for key in idle { _ = try? release(key.session, user: key.user, allowReconnect: false) }
  }

  var all: [ConnectSession] { state.withLock { Array($0.sessions.values) } }
}
