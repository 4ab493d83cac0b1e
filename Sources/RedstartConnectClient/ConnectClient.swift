import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import RedstartConnectProtocol
import RedstartDiagnostics
import Synchronization

/// A session on a Spark Connect server: `redstart server`, or Apache Spark.
///
/// Calls are repeated as Spark's clients do, queries are picked up again where a broken stream ended, and errors arrive as
/// ``SparkError``. Cancelling the task that waits for a query interrupts the query.
public final class ConnectClient: Sendable {
  typealias Transport = HTTP2ClientTransport.Posix
  typealias Stub = Spark_Connect_SparkConnectService.Client<Transport>

  public let url: ConnectionURL
  public let sessionID: String
  let stub: Stub
  private let client: GRPCClient<Transport>
  private let connections: Task<Void, any Error>
  let state = Mutex(State())

  struct State {
    /// The server's own id of the session, by which it notices a client that speaks to its successor.
    var serverSideSessionID: String?
    /// Uploads that the next call waits for.
    var uploads: [Artifact] = []
    var isClosed = false
  }

  /// Prepares a connection; the first call opens it.
  /// - Throws: an error when the host cannot be an address.
  public convenience init(_ url: ConnectionURL) throws {
    try self.init(url, sessionID: url.sessionID ?? UUID().uuidString.lowercased(), serverSideSessionID: nil)
  }

  init(_ url: ConnectionURL, sessionID: String, serverSideSessionID: String?) throws {
    self.url = url
    self.sessionID = sessionID
    let transport: Transport
    do {
      transport = try Transport(
        target: .dns(host: url.host, port: url.port), transportSecurity: url.usesTLS ? .tls : .plaintext,
        config: .defaults { config in
          config.connection.keepalive = .init(time: .seconds(60), timeout: .seconds(20), allowWithoutCalls: true)
          config.connection.maxIdleTime = nil
          config.connection.flushCoalescing = nil
        })
    } catch {
      throw SparkError.unsupported("the address \(url.host):\(url.port) (\(error))", "Name a host that can be reached.")
    }
    client = GRPCClient(transport: transport)
    stub = Stub(wrapping: client)
    connections = Task.detached { [client] in try await client.runConnections() }
    state.withLock { $0.serverSideSessionID = serverSideSessionID }
  }

  deinit { client.beginGracefulShutdown() }

  /// Ends the session on the server, and the connection.
  public func close() async {
    guard
      state.withLock({ state in
        defer { state.isClosed = true }
        return !state.isClosed && state.serverSideSessionID != nil
      })
    else { return client.beginGracefulShutdown() }
    var request = Spark_Connect_ReleaseSessionRequest()
    request.sessionID = sessionID
    request.userContext = userContext
    request.clientType = clientType
    // The server forgets the session by itself, too: a lost goodbye does no harm.
    _ = try? await stub.releaseSession(request, metadata: metadata, options: options(timeout: .seconds(10)))
    client.beginGracefulShutdown()
    _ = try? await connections.value
  }

  // MARK: What every call carries

  var userContext: Spark_Connect_UserContext {
    var context = Spark_Connect_UserContext()
    context.userID = url.userID
    context.userName = url.userID
    return context
  }

  var clientType: String { "\(url.userAgent) spark/4.3.0 swift" }

  var metadata: Metadata {
    var result = Metadata()
    if let token = url.token { result.addString("Bearer \(token)", forKey: "authorization") }
    for (key, value) in url.headers.sorted(by: { $0.key < $1.key }) { result.addString(value, forKey: key.lowercased()) }
    return result
  }

  func options(timeout: Duration?) -> CallOptions {
    var options = CallOptions.defaults
    options.timeout = timeout
    options.maxRequestMessageBytes = 128 << 20
    options.maxResponseMessageBytes = 128 << 20
    return options
  }

  var observedSessionID: String? { state.withLock { $0.serverSideSessionID } }

  /// - Throws: `INVALID_HANDLE.SESSION_CHANGED` when another server answers than before: it has lost the session.
  func observe(_ serverSideSessionID: String) throws {
    guard !serverSideSessionID.isEmpty else { return }
    try state.withLock { state in
      if let known = state.serverSideSessionID, known != serverSideSessionID {
        throw SparkError("INVALID_HANDLE.SESSION_CHANGED", ["handle": sessionID])
      }
      state.serverSideSessionID = serverSideSessionID
    }
  }

  var retryPolicy: RetryPolicy { observedSessionID == nil ? .firstContact : RetryPolicy() }

  /// Runs a call until it succeeds, or fails for good.
  func retrying<T: Sendable>(_ call: @Sendable () async throws -> T) async throws -> T {
    var failures = 0
    while true {
      do {
        return try await call()
      } catch {
        failures += 1
        guard !Task.isCancelled, let delay = retryPolicy.delay(after: error, failures: failures) else {
          throw await sparkError(error)
        }
        try await pause(delay)
      }
    }
  }

  func pause(_ delay: Duration) async throws {
    do { try await Task.sleep(for: delay) } catch { throw SparkError("OPERATION_CANCELED") }
  }
}
