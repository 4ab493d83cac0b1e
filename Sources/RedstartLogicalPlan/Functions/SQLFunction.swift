import RedstartDiagnostics
import RedstartTypes

/// A function that SQL and DataFrames can call: scalar, aggregate, window or generator.
///
/// One type a file, in a `Registered/` folder. Analysis resolves the arguments and calls ``bind(_:)``, which checks them and
/// returns the expression that takes the call's place: a ``FunctionCall``, an ``AggregateCall``, or a rewrite into other
/// expressions (`nvl` becomes `coalesce`).
public protocol SQLFunction: Sendable {
  init()
  /// Names, lower case; the first is the one shown.
  static var names: [String] { get }
  static var documentation: FunctionDocumentation { get }
  /// The expression for a call.
  /// - Throws: Spark's conditions `WRONG_NUM_ARGS.WITHOUT_SUGGESTION`, `DATATYPE_MISMATCH.…`.
  func bind(_ call: FunctionBinding) throws -> Expression
}

/// What `DESCRIBE FUNCTION` shows; the examples run as tests.
public struct FunctionDocumentation: Sendable {
  public let usage: String
  /// Queries and the single value that each returns, as `collect()` shows it.
  public let examples: [(query: String, result: String)]

  public init(_ usage: String, examples: [(query: String, result: String)] = []) {
    self.usage = usage
    self.examples = examples
  }
}

/// A call whose arguments are resolved.
public struct FunctionBinding: Sendable {
  /// The name as it was called.
  public var name: String
  public var arguments: [Expression]
  public var isDistinct: Bool
  public var filter: Expression?
  public var ignoreNulls: Bool
  public var withinGroup: [SortOrder]
  public var environment: BindingEnvironment
  public var origin: Origin
  /// How error messages show the call, from the texts of its arguments; `name(a, b)` when nil.
  public var messageText: (@Sendable ([String]) -> String)?

  public init(
    name: String, arguments: [Expression], isDistinct: Bool = false, filter: Expression? = nil, ignoreNulls: Bool = false,
    withinGroup: [SortOrder] = [], environment: BindingEnvironment, origin: Origin = .none
  ) {
    self.name = name
    self.arguments = arguments
    self.isDistinct = isDistinct
    self.filter = filter
    self.ignoreNulls = ignoreNulls
    self.withinGroup = withinGroup
    self.environment = environment
    self.origin = origin
  }
}

/// Facts about the session that bindings depend on.
public struct BindingEnvironment: Sendable {
  public var ansi: Bool
  public var caseSensitive: Bool
  public var timeZone: String
  /// Microseconds since the epoch at which the query began: `current_timestamp()`.
  public var now: Int64
  public var currentCatalog: String
  public var currentDatabase: String
  public var user: String
  public var version: String

  public init(
    ansi: Bool = true, caseSensitive: Bool = false, timeZone: String = "UTC", now: Int64 = 0,
    currentCatalog: String = "spark_catalog", currentDatabase: String = "default", user: String = "", version: String = "4.3.0"
  ) {
    self.ansi = ansi
    self.caseSensitive = caseSensitive
    self.timeZone = timeZone
    self.now = now
    self.currentCatalog = currentCatalog
    self.currentDatabase = currentDatabase
    self.user = user
    self.version = version
  }

  public var castMode: Cast.Mode { ansi ? .ansi : .legacy }
}
