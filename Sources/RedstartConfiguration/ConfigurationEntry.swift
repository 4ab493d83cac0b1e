/// A configuration key with its type, its default and what it does.
public struct ConfigurationEntry: Sendable, Hashable {
  /// What values a key takes.
  public enum Kind: Sendable, Hashable {
    case boolean, int, long, double, text
    /// A size with an optional unit; the bare number counts bytes or MiB.
    case bytes, mebibytes
    /// A time with an optional unit; the bare number counts seconds, milliseconds or minutes.
    case seconds, milliseconds, minutes
    /// A time zone's name or offset.
    case zone
    /// One of some words, in any case.
    case word([String])
  }

  /// The least value of a number.
  public enum Bound: Sendable, Hashable {
    case none, notNegative, positive
  }

  public let key: String
  public let kind: Kind
  public let bound: Bound
  /// Fixed when the server starts.
  public let isStatic: Bool
  /// Documented by Spark.
  public let isPublic: Bool
  /// The default as `SET -v` shows it: `10MB`, `<undefined>`.
  public let shownDefault: String
  /// The default as `conf.get` gives it (`10485760b`); nil for keys without.
  public let defaultValue: String?
  /// The key whose value counts while this one is not set.
  public let fallback: String?

  public init(
    key: String, kind: Kind, bound: Bound = .none, isStatic: Bool = false, isPublic: Bool = true, shownDefault: String,
    defaultValue: String?, fallback: String? = nil
  ) {
    self.key = key
    self.kind = kind
    self.bound = bound
    self.isStatic = isStatic
    self.isPublic = isPublic
    self.shownDefault = shownDefault
    self.defaultValue = defaultValue
    self.fallback = fallback
  }

  /// What the key does in Redstart; empty for keys that are known and kept but change nothing.
  public var documentation: String { ConfigurationTable.documentation[key] ?? "" }
}

extension ConfigurationEntry.Kind {
  /// The name of the type in error messages.
  var name: String {
    switch self {
    case .boolean: "boolean"
    case .int: "int"
    case .long: "long"
    case .double: "double"
    case .text, .zone, .word: "string"
    case .bytes: "bytes in BYTE"
    case .mebibytes: "bytes in MiB"
    case .seconds: "time in SECONDS"
    case .milliseconds: "time in MILLISECONDS"
    case .minutes: "time in MINUTES"
    }
  }
}
