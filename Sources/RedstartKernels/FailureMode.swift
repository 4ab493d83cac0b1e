/// What happens where a value has no result: overflow, division by zero, malformed text.
public enum FailureMode: Sendable, Hashable {
  /// Wraps around, or gives null where wrapping makes no sense.
  case legacy
  /// Fails with the condition of the first guilty row.
  case ansi
  /// Gives null.
  case `try`
}

/// The configuration key, quoted, that conditions of ANSI mode name.
public let ansiConfigParameter = "\"spark.sql.ansi.enabled\""
