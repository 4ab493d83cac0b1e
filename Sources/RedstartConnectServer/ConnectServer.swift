import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import RedstartDiagnostics
import RedstartSession

/// A Spark Connect server.
public struct ConnectServer: Sendable {
  /// Where and for whom the server listens.
  public struct Options: Sendable {
    public var host = "127.0.0.1"
    /// 0 takes any free port.
    public var port = 15002
    /// Clients must send it; nil lets everyone in who can reach the port.
    public var token: String?
    /// Sessions that nobody uses for so long are closed.
    public var sessionTimeout: Duration = .seconds(3600)
    /// Operations whose client went away are cancelled after this time.
    public var detachedTimeout: Duration = .seconds(300)

    public init() {}
  }

  private let options: Options
  private let sessions: SessionRegistry

  /// - Parameter makeSession: makes the engine session of a user.
  public init(options: Options = Options(), makeSession: @escaping @Sendable (_ user: String) throws -> Session) {
    self.options = options
    sessions = SessionRegistry(operators: OperatorCatalog(registry: MachineLearningOperators.registry), makeEngine: makeSession)
  }

  /// Serves until the task is cancelled.
  /// - Parameter ready: called with the port once the server listens.
  public func run(ready: @escaping @Sendable (_ port: Int) -> Void = { _ in }) async throws {
    let server = GRPCServer(
      transport: .http2NIOPosix(
        address: options.host.contains(":")
          ? .ipv6(host: options.host, port: options.port) : .ipv4(host: options.host, port: options.port),
        transportSecurity: .plaintext,
        config: .defaults { config in
          config.rpc.maxRequestPayloadSize = 128 << 20
          // Clients ping every minute, also while they are idle.
          config.connection.keepalive.clientBehavior = .init(minPingIntervalWithoutCalls: .seconds(5), allowWithoutCalls: true)
          config.connection.flushCoalescing = nil
        }),
      services: [ConnectService(sessions: sessions)],
      interceptors: options.token.map { [TokenCheck(token: $0)] } ?? [])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.serve() }
      group.addTask { [self] in try await sweep() }
      if let port = try await server.listeningAddress?.port { ready(port) }
      // Serving ends only by an error or by cancellation; either ends the other task too.
      try await group.next()
      group.cancelAll()
    }
  }

  /// Closes what nobody uses any more.
  private func sweep() async throws {
    while true {
      try await Task.sleep(for: .seconds(30))
      sessions.closeIdle(after: options.sessionTimeout)
      for session in sessions.all { session.operations.removeAbandoned(after: options.detachedTimeout) }
    }
  }
}

extension GRPCNIOTransportCore.SocketAddress {
  fileprivate var port: Int? { ipv4?.port ?? ipv6?.port }
}
