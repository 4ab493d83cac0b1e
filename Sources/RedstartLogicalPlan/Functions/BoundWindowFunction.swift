import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// A function that only windows have, with its types settled: `row_number`, `lag`.
public struct BoundWindowFunction: Sendable {
  /// Which frames a function goes with.
  public enum Framing: Sendable, Hashable {
    /// This one only.
    case fixed(WindowFrame)
    /// The single row that many rows away; a query cannot give a frame.
    case offset(Int)
    case any
  }

  /// The computation over all rows of a task: arguments have a row each, flat or constant.
  public typealias Body = @Sendable (_ arguments: [Vector], _ rows: WindowRows) throws -> Vector

  public let name: String
  public let type: DataType
  public let nullable: Bool
  public let framing: Framing
  public let sql: (@Sendable ([String]) -> String)?
  public let body: Body

  public init(
    _ name: String, type: DataType, nullable: Bool, framing: Framing, sql: (@Sendable ([String]) -> String)? = nil,
    body: @escaping Body
  ) {
    self.name = name
    self.type = type
    self.nullable = nullable
    self.framing = framing
    self.sql = sql
    self.body = body
  }
}

/// A call of a window function. Calls are equal when function name, type, frame and arguments are.
public struct WindowFunctionCall: Sendable, Hashable {
  public var function: BoundWindowFunction
  public var arguments: [Expression]
  /// Whether nulls do not count as rows.
  public var ignoresNulls: Bool
  public var origin: Origin

  public init(_ function: BoundWindowFunction, _ arguments: [Expression], ignoresNulls: Bool = false, origin: Origin = .none) {
    self.function = function
    self.arguments = arguments
    self.ignoresNulls = ignoresNulls
    self.origin = origin
  }

  public static func == (a: WindowFunctionCall, b: WindowFunctionCall) -> Bool {
    a.function.name == b.function.name && a.function.type == b.function.type && a.function.framing == b.function.framing
      && a.arguments == b.arguments && a.ignoresNulls == b.ignoresNulls
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(function.name)
    hasher.combine(arguments)
  }
}

/// The rows of a task in window order: for each row its partition, its peers and its frame as ranges of rows.
///
/// Peers are the rows of a partition that are equal by the ORDER BY.
public struct WindowRows: Sendable {
  public let count: Int
  public let partitionStarts: Buffer
  public let partitionEnds: Buffer
  public let peerStarts: Buffer
  public let peerEnds: Buffer
  public var frameStarts: Buffer
  public var frameEnds: Buffer

  /// - Parameters: Buffers of `count` 32-bit row numbers each; ends are exclusive.
  public init(count: Int, partitionStarts: Buffer, partitionEnds: Buffer, peerStarts: Buffer, peerEnds: Buffer) {
    self.count = count
    self.partitionStarts = partitionStarts
    self.partitionEnds = partitionEnds
    self.peerStarts = peerStarts
    self.peerEnds = peerEnds
    frameStarts = partitionStarts
    frameEnds = partitionEnds
  }
}

extension FunctionBinding {
  /// The call of a function that only windows have.
  public func window(
    _ arguments: [Expression], _ type: DataType, nullable: Bool, framing: BoundWindowFunction.Framing,
    sql: (@Sendable ([String]) -> String)? = nil, body: @escaping BoundWindowFunction.Body
  ) -> Expression {
    .windowFunction(
      WindowFunctionCall(
        BoundWindowFunction(name.lowercased(), type: type, nullable: nullable, framing: framing, sql: sql, body: body), arguments,
        ignoresNulls: ignoreNulls, origin: origin))
  }
}
