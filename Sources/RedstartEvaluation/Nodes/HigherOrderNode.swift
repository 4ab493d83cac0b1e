import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// A function literal, compiled: its body reads its variables and the columns that it captures.
struct CompiledLambda: Sendable {
  let variableCount: Int
  /// Values of the rows around the literal that the body reads.
  let captured: [any EvaluationNode]
  let body: CompiledExpression
  let isDeterministic: Bool

  /// Whether equal variables give equal results in every row.
  var isConstant: Bool { isDeterministic && captured.allSatisfy(\.isConstant) }
}

/// A call of a function that takes function literals. The bodies run over all elements of a batch at once.
struct HigherOrderNode: EvaluationNode {
  let function: BoundFunction
  let arguments: [any EvaluationNode]
  let lambdas: [CompiledLambda]
  let origin: Origin
  let cost: Int
  let isConstant: Bool
  var canFail: Bool { true }
  var type: DataType { function.type }

  init(_ function: BoundFunction, _ arguments: [any EvaluationNode], _ lambdas: [CompiledLambda], origin: Origin) {
    self.function = function
    self.arguments = arguments
    self.lambdas = lambdas
    self.origin = origin
    cost = arguments.reduce(64) { $0 + $1.cost } + lambdas.reduce(0) { $0 + $1.body.root.cost }
    isConstant = arguments.allSatisfy(\.isConstant) && lambdas.allSatisfy(\.isConstant)
  }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    guard let body = function.higherOrderBody else { throw SparkError.internal("\(function.name) takes no function literals") }
    let count = batch.count
    if count == 0 { return .nulls(type, count: 0) }
    var vectors = try arguments.map { try $0.evaluate(batch).dense }
    let bound = try lambdas.map { try BoundLambda($0, batch) }
    if !isConstant, let first = vectors.first, vectors.allSatisfy(\.isConstant) {
      // The same lists in every row, but other values around them: bodies compute a row for each.
      vectors[0] = first.flattened()
    }
    let arguments = vectors
    let result = try origin.attach { try body(arguments, bound, count) }
    guard result.count == count else {
      throw SparkError.internal("Function \(function.name) returned \(result.count) rows instead of \(count).")
    }
    return result
  }
}

/// A function literal with the values that it captures from a batch.
private struct BoundLambda: LambdaBody {
  private let lambda: CompiledLambda
  private let captured: [Vector]
  var variableCount: Int { lambda.variableCount }

  init(_ lambda: CompiledLambda, _ batch: EvaluationBatch) throws {
    self.lambda = lambda
    captured = try lambda.captured.map { try $0.evaluate(batch) }
  }

  func callAsFunction(_ variables: [Vector], rows: Selection) throws -> Vector {
    let columns = variables.prefix(lambda.variableCount) + captured.map { $0.gather(rows) }
    return try lambda.body.evaluate(RecordBatch(Array(columns), count: rows.count))
  }
}
