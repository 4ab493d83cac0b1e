import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// An expression ready to run on batches: immutable, shared by threads.
public struct CompiledExpression: Sendable {
  let root: any EvaluationNode
  public let nullable: Bool

  public var type: DataType { root.type }
  /// Whether evaluation can throw for some values.
  public var canFail: Bool { root.canFail }
  /// The ordinal of the input column when the expression is just that.
  public var columnOrdinal: Int? { (root as? ColumnNode)?.ordinal }

  /// The value of each row; the vector may be flat, constant or dictionary encoded.
  public func evaluate(_ batch: EvaluationBatch) throws -> Vector { try root.evaluate(batch) }

  /// The value of each row of a whole batch.
  public func evaluate(_ batch: RecordBatch) throws -> Vector { try root.evaluate(EvaluationBatch(batch)) }
}

/// A list of expressions that share their common subexpressions: what a projection runs.
public struct CompiledProjection: Sendable {
  public let expressions: [CompiledExpression]

  /// - Throws: `INTERNAL_ERROR` for attributes that the input lacks and for forms that are not scalar expressions.
  public init(_ expressions: [Expression], input: [Attribute]) throws {
    let compiler = ExpressionCompiler(input: input, sharing: expressions)
    self.expressions = try expressions.map { try compiler.compiled($0) }
  }

  public var types: [DataType] { expressions.map(\.type) }

  /// One column an expression, for the rows of the batch.
  public func evaluate(_ batch: EvaluationBatch) throws -> [Vector] { try expressions.map { try $0.evaluate(batch) } }

  /// The batch of the results.
  public func evaluate(_ batch: RecordBatch, selection: Selection? = nil) throws -> RecordBatch {
    let input = EvaluationBatch(batch, selection: selection)
    return RecordBatch(try evaluate(input), count: input.count)
  }
}
