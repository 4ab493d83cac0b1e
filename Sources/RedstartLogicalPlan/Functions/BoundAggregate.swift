import RedstartColumnar
import RedstartTypes

/// An aggregate function with its types settled.
public struct BoundAggregate: Sendable {
  public let name: String
  public let type: DataType
  public let nullable: Bool
  /// The state of a group as columns, so that partial aggregates travel through exchanges and spill files like rows.
  public let stateTypes: [DataType]
  /// The value of no rows at all, for scalar subqueries and global aggregates: nil is null.
  public let defaultResult: Literal?
  /// Whether duplicates change nothing (`max`), so that DISTINCT can be dropped.
  public let ignoresDuplicates: Bool
  public let sql: (@Sendable ([String]) -> String)?
  /// Makes the state of all groups of one task.
  public let makeAccumulator: @Sendable () -> any GroupedAccumulator

  public init(
    _ name: String, type: DataType, nullable: Bool, stateTypes: [DataType], defaultResult: Literal? = nil,
    ignoresDuplicates: Bool = false, sql: (@Sendable ([String]) -> String)? = nil,
    makeAccumulator: @escaping @Sendable () -> any GroupedAccumulator
  ) {
    self.name = name
    self.type = type
    self.nullable = nullable
    self.stateTypes = stateTypes
    self.defaultResult = defaultResult
    self.ignoresDuplicates = ignoresDuplicates
    self.sql = sql
    self.makeAccumulator = makeAccumulator
  }
}

/// The states of one aggregate for all groups of a task, as typed arrays indexed by group. Used by one thread.
public protocol GroupedAccumulator: AnyObject {
  /// Makes room for groups `0..<count`, the new ones empty.
  func resize(groupCount count: Int)
  /// Adds rows: row `i` belongs to group `groups[i]`. Arguments are flat or constant; filtered rows are not among them.
  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) throws
  /// Adds rows that all belong to group 0.
  func updateSingle(arguments: [Vector], count: Int) throws
  /// Adds partial states: row `i` of the state columns to group `groups[i]`.
  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) throws
  /// The states of all groups, one column for each of ``BoundAggregate/stateTypes``.
  func states() throws -> [Vector]
  /// The results of all groups.
  func finish() throws -> Vector
  /// Bytes held, roughly.
  var byteCount: Int { get }
}

extension GroupedAccumulator {
  public func updateSingle(arguments: [Vector], count: Int) throws {
    let zeros = [Int32](repeating: 0, count: count)
    try zeros.withUnsafeBufferPointer { buffer in
      if let groups = buffer.baseAddress { try update(groups: groups, arguments: arguments, count: count) }
    }
  }
}

/// A call of an aggregate function.
public struct AggregateCall: Sendable, Hashable {
  public var function: BoundAggregate
  public var arguments: [Expression]
  public var isDistinct: Bool
  public var filter: Expression?
  public var id: ExpressionID
  public var origin: Origin

  public init(
    _ function: BoundAggregate, _ arguments: [Expression], isDistinct: Bool = false, filter: Expression? = nil,
    id: ExpressionID = .fresh(), origin: Origin = .none
  ) {
    self.function = function
    self.arguments = arguments
    self.isDistinct = isDistinct
    self.filter = filter
    self.id = id
    self.origin = origin
  }

  public static func == (a: AggregateCall, b: AggregateCall) -> Bool {
    a.function.name == b.function.name && a.function.type == b.function.type && a.arguments == b.arguments
      && a.isDistinct == b.isDistinct && a.filter == b.filter && a.boundText == b.boundText
  }

  /// The text over stand-ins for the arguments: it tells constants that binding took in, such as a percentage.
  private var boundText: String? { function.sql?(arguments.indices.map { "?\($0)" }) }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(function.name)
    hasher.combine(arguments)
    hasher.combine(isDistinct)
  }
}
