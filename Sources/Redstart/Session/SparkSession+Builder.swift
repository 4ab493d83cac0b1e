import Foundation
import RedstartConnectClient
import RedstartConnectProtocol
import Synchronization

extension SparkSession {
  /// Builds a session, step by step.
  ///
  /// Without ``remote(_:)`` and without the environment variable `SPARK_REMOTE`, the session runs in this process.
  public struct Builder: Sendable {
    private var settings: [String: String] = [:]
    private var url: String?

    /// A name for logs and web pages.
    public func appName(_ name: String) -> Builder { config("spark.app.name", name) }

    /// Where the engine in this process computes: `local[n]` with n threads, `local[*]` with one a core.
    public func master(_ master: String) -> Builder { config("spark.master", master) }

    /// A Spark Connect server: `sc://host:port/;token=…`.
    public func remote(_ url: String) -> Builder {
      var copy = self
      copy.url = url
      return copy
    }

    /// A setting.
    public func config(_ key: String, _ value: String) -> Builder {
      var copy = self
      copy.settings[key] = value
      return copy
    }
    public func config(_ key: String, _ value: Bool) -> Builder { config(key, value ? "true" : "false") }
    public func config(_ key: String, _ value: Int) -> Builder { config(key, String(value)) }
    public func config(_ key: String, _ value: Double) -> Builder { config(key, "\(value)") }
    public func config(_ settings: [String: String]) -> Builder {
      var copy = self
      copy.settings.merge(settings) { $1 }
      return copy
    }

    private static let current = Mutex<SparkSession?>(nil)

    /// The session that the program already has at this place, with the settings of the builder; a new one when it has none.
    /// - Throws: what ``create()`` throws.
    public func getOrCreate() async throws -> SparkSession {
      let address = self.address
      if let known = Builder.current.withLock({ $0 }), !known.isStopped, known.address == address {
        try await known.conf.set(settings.filter { $0.key != "spark.master" }, silent: true)
        return known
      }
      return try await create()
    }

    /// A new session.
    /// - Throws: errors of the URL and of settings; for a server that cannot be reached, what went wrong.
    public func create() async throws -> SparkSession {
      let session: SparkSession
      if let remote {
        session = SparkSession(try ConnectClient(try ConnectionURL(remote)), address: remote)
        // The first call: a server that is not there, or asks for a token, says so now. It takes the settings that it can.
        try await session.conf.set(settings.filter { $0.key != "spark.master" }, silent: true)
      } else {
        session = SparkSession(try EmbeddedEngines.session(settings), address: address)
      }
      Builder.current.withLock { $0 = session }
      return session
    }

    private var remote: String? {
      if let url { return url }
      guard settings["spark.master"] == nil, let url = ProcessInfo.processInfo.environment["SPARK_REMOTE"], !url.isEmpty else {
        return nil
      }
      return url
    }

    private var address: String { remote ?? settings["spark.master"] ?? "local" }
  }
}
