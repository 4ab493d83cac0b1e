import RedstartConnectProtocol

/// Settings of a session: `spark.conf`.
public struct RuntimeConf: Sendable {
  let session: SparkSession

  /// - Throws: `CANNOT_MODIFY_CONFIG`, `CANNOT_MODIFY_STATIC_CONFIG`, `INVALID_CONF_VALUE`.
  public func set(_ key: String, _ value: String) async throws { try await set([key: value], silent: false) }
  public func set(_ key: String, _ value: Bool) async throws { try await set(key, value ? "true" : "false") }
  public func set(_ key: String, _ value: Int) async throws { try await set(key, String(value)) }

  /// - Parameter silent: Leaves out what cannot be set instead of failing.
  func set(_ settings: [String: String], silent: Bool) async throws {
    try await perform { operation in
      operation.set.pairs = settings.sorted { $0.key < $1.key }.map(Self.pair)
      operation.set.silent = silent
    }
  }

  /// The value of a setting.
  /// - Throws: `SQL_CONF_NOT_FOUND`.
  public func get(_ key: String) async throws -> String {
    let pairs = try await perform { $0.get.keys = [key] }
    guard let pair = pairs.first, pair.hasValue else { throw SparkError("SQL_CONF_NOT_FOUND", ["sqlConf": "\"\(key)\""]) }
    return pair.value
  }

  /// The value of a setting, or `value` when it is not set.
  public func get(_ key: String, _ value: String) async throws -> String {
    let pairs = try await perform { $0.getWithDefault.pairs = [Self.pair(key, value)] }
    return pairs.first.map(\.value) ?? value
  }

  /// The value of a setting, or nil.
  public func getOption(_ key: String) async throws -> String? {
    let pairs = try await perform { $0.getOption.keys = [key] }
    return pairs.first.flatMap { $0.hasValue ? $0.value : nil }
  }

  /// All settings that were made.
  public var getAll: [String: String] {
    get async throws {
      let pairs = try await perform { $0.getAll = .init() }
      return Dictionary(pairs.map { ($0.key, $0.value) }) { $1 }
    }
  }

  /// Gives a setting its default again.
  public func unset(_ key: String) async throws { try await perform { $0.unset.keys = [key] } }

  /// Whether a session may change the setting.
  public func isModifiable(_ key: String) async throws -> Bool {
    try await perform { $0.isModifiable.keys = [key] }.first?.value == "true"
  }

  @discardableResult
  private func perform(
    _ build: (inout Spark_Connect_ConfigRequest.Operation) -> Void
  ) async throws -> [Spark_Connect_KeyValue] {
    var operation = Spark_Connect_ConfigRequest.Operation()
    build(&operation)
    return try await session.backend.configure(operation)
  }

  private static func pair(_ key: String, _ value: String) -> Spark_Connect_KeyValue {
    var pair = Spark_Connect_KeyValue()
    pair.key = key
    pair.value = value
    return pair
  }
}
