import RedstartColumnar
import RedstartDiagnostics
import RedstartTypes

/// A scalar function with its types settled: what an expression calls.
public struct BoundFunction: Sendable {
  /// How nulls among the arguments behave.
  public enum NullPolicy: Sendable {
    /// A null argument gives null: the caller merges the validities, the body sees any value in such rows and must not fail on it.
    case propagate
    /// The body sees arguments with their nulls and decides.
    case custom
  }

  /// The computation of a batch: arguments of `count` rows each, flat or constant (never dictionary encoded).
  public typealias Body = @Sendable (_ arguments: [Vector], _ count: Int) throws -> Vector

  public let name: String
  public let type: DataType
  public let nullable: Bool
  public let nullPolicy: NullPolicy
  /// Whether equal arguments always give equal results.
  public let isDeterministic: Bool
  /// Whether constant arguments make a constant.
  public let isFoldable: Bool
  /// The generated column name from the arguments' names; `name(a, b)` when nil.
  public let sql: (@Sendable ([String]) -> String)?
  /// The computation. With ``NullPolicy/propagate`` the result's own validity is merged with the arguments'. A failure that
  /// rows with null arguments cause must not be thrown: check such rows before.
  public let body: Body
  /// The computation of a function that takes function literals, instead of ``body``.
  public let higherOrderBody: HigherOrderBody?

  public init(
    _ name: String, type: DataType, nullable: Bool, nullPolicy: NullPolicy = .propagate, isDeterministic: Bool = true,
    isFoldable: Bool = true, sql: (@Sendable ([String]) -> String)? = nil, body: @escaping Body
  ) {
    self.name = name
    self.type = type
    self.nullable = nullable
    self.nullPolicy = nullPolicy
    self.isDeterministic = isDeterministic
    self.isFoldable = isFoldable
    self.sql = sql
    self.body = body
    higherOrderBody = nil
  }

  /// A function that takes function literals.
  public init(higherOrder name: String, type: DataType, nullable: Bool, body: @escaping HigherOrderBody) {
    self.name = name
    self.type = type
    self.nullable = nullable
    nullPolicy = .custom
    isDeterministic = true
    isFoldable = true
    sql = nil
    self.body = { _, _ in throw SparkError.internal("\(name) was called without its function literals") }
    higherOrderBody = body
  }
}

/// A call of a scalar function. Calls are equal when function name, type and arguments are.
public struct FunctionCall: Sendable, Hashable {
  public var function: BoundFunction
  public var arguments: [Expression]
  public var origin: Origin

  public init(_ function: BoundFunction, _ arguments: [Expression], origin: Origin = .none) {
    self.function = function
    self.arguments = arguments
    self.origin = origin
  }

  public static func == (a: FunctionCall, b: FunctionCall) -> Bool {
    a.function.name == b.function.name && a.function.type == b.function.type && a.arguments == b.arguments
      && a.function.isDeterministic && b.function.isDeterministic && a.boundText == b.boundText
  }

  /// The text over stand-ins for the arguments: it tells constants that binding took in.
  private var boundText: String? { function.sql?(arguments.indices.map { "?\($0)" }) }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(function.name)
    hasher.combine(arguments)
  }
}
