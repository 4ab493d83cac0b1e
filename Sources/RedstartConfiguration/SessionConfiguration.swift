import RedstartDiagnostics
import Synchronization

/// The settings of one session: what was set, over the server's own, over the defaults.
public final class SessionConfiguration: Sendable {
  private struct State {
    var values: [String: String] = [:]
  }

  /// What the server was started with.
  private let startup: [String: String]
  private let state: Mutex<State>

  /// Settings over those that the server was started with; those may name static keys.
  /// - Throws: `INVALID_CONF_VALUE` for a bad value.
  public init(startup: [String: String] = [:]) throws {
    for (key, value) in startup { try ConfigurationTable.entries[key]?.validate(value) }
    self.startup = startup
    state = Mutex(State())
  }

  /// The settings of a new session like `other`, which may then differ.
  public init(cloning other: SessionConfiguration) {
    startup = other.startup
    let values = other.state.withLock { $0.values }
    state = Mutex(State(values: values))
  }

  private func explicit(_ key: String) -> String? { state.withLock { $0.values[key] } ?? startup[key] }

  /// The value of a key; nil for a known key without default.
  /// - Throws: `SQL_CONF_NOT_FOUND` for a key that nobody knows.
  public func get(_ key: String) throws -> String? {
    if let value = explicit(key) { return value }
    guard let entry = ConfigurationTable.entries[key] else {
      throw SparkError("SQL_CONF_NOT_FOUND", ["sqlConf": "\"\(key)\""])
    }
    return inherited(entry)
  }

  /// The value of a key, or `fallback` when it is not set (for known keys: has no value).
  /// - Throws: `INVALID_CONF_VALUE` when `fallback` does not suit the key.
  public func get(_ key: String, default fallback: String?) throws -> String? {
    if let fallback { try ConfigurationTable.entries[key]?.validate(fallback) }
    return explicit(key) ?? fallback
  }

  /// The value of a key; nil when there is none.
  public func getOption(_ key: String) -> String? {
    explicit(key) ?? ConfigurationTable.entries[key].flatMap(inherited)
  }

  private func inherited(_ entry: ConfigurationEntry) -> String? {
    var key = entry.fallback
    while let name = key {
      if let value = explicit(name) { return value }
      key = ConfigurationTable.entries[name]?.fallback
    }
    return entry.defaultValue
  }

  /// Sets a key. Unknown keys are kept as they are.
  /// - Throws: `CANNOT_MODIFY_STATIC_CONFIG`, `CANNOT_MODIFY_CONFIG`, `INVALID_CONF_VALUE`.
  public func set(_ key: String, _ value: String) throws {
    try requireModifiable(key)
    try ConfigurationTable.entries[key]?.validate(value)
    if let removed = ConfigurationTable.removed[key], removed.value != value {
      throw SparkError(
        "_LEGACY_ERROR_TEMP_1226",
        ["configName": key, "version": removed.version, "comment": "Its only value now is '\(removed.value)'."])
    }
    state.withLock { $0.values[key] = value }
  }

  /// Takes a setting back; keys that are not set are left alone.
  /// - Throws: `CANNOT_MODIFY_STATIC_CONFIG`, `CANNOT_MODIFY_CONFIG`.
  public func unset(_ key: String) throws {
    try requireModifiable(key)
    _ = state.withLock { $0.values.removeValue(forKey: key) }
  }

  /// Takes all settings of the session back (`RESET`).
  public func reset() { state.withLock { $0.values = [:] } }

  /// What is set explicitly, by key; with a prefix those keys that start with it, without it.
  public func getAll(prefix: String? = nil) -> [(key: String, value: String)] {
    let values = startup.merging(state.withLock { $0.values }) { _, set in set }
    return values.compactMap { key, value -> (key: String, value: String)? in
      guard let prefix else { return (key, value) }
      return key.hasPrefix(prefix) ? (String(key.dropFirst(prefix.count)), value) : nil
    }.sorted { $0.key < $1.key }
  }

  /// Whether a session may set the key: a known key that is not static, or one that was set.
  public func isModifiable(_ key: String) -> Bool {
    ConfigurationTable.entries[key].map { !$0.isStatic } ?? false
  }

  private func requireModifiable(_ key: String) throws {
    if let entry = ConfigurationTable.entries[key] {
      if entry.isStatic { throw SparkError("CANNOT_MODIFY_STATIC_CONFIG", ["key": "\"\(key)\""]) }
    } else if ConfigurationTable.coreKeys.contains(key) {
      throw SparkError(
        "CANNOT_MODIFY_CONFIG", ["key": "\"\(key)\"", "docroot": "https://spark.apache.org/docs/latest"])
    }
  }
}
