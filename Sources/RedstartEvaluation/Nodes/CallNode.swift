import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// A call of a scalar function.
struct CallNode: EvaluationNode {
  let function: BoundFunction
  let arguments: [any EvaluationNode]
  let origin: Origin
  let canFail: Bool
  let cost: Int
  let isConstant: Bool
  private let encoding: EncodedEvaluation
  var type: DataType { function.type }

  init(_ function: BoundFunction, _ arguments: [any EvaluationNode], origin: Origin) {
    self.function = function
    self.arguments = arguments
    self.origin = origin
    // A function may fail for some values; nothing says it does not.
    canFail = true
    cost = arguments.reduce(16) { $0 + $1.cost }
    isConstant = function.isDeterministic && function.isFoldable && arguments.allSatisfy { $0.isConstant }
    encoding = EncodedEvaluation(type: function.type, arguments: arguments)
  }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    let count = batch.count
    let vectors = try arguments.map { try $0.evaluate(batch) }
    if count == 0 { return .nulls(type, count: 0) }
    return try origin.attach {
      guard function.isDeterministic else {
        return try call(vectors.map(\.dense), count)
      }
      if isConstant, vectors.isEmpty { return .constant(try call([], 1).flattened(), count: count) }
      // Rows with nulls have results of their own under the custom policy: dictionaries are decoded then.
      if function.nullPolicy == .custom, vectors.contains(where: { $0.validity != nil }) {
        return try call(vectors.map(\.dense), count)
      }
      return try encoding.evaluate(vectors, count: count, call)
    }
  }

  private func call(_ vectors: [Vector], _ count: Int) throws -> Vector {
    if function.nullPolicy == .custom { return try checked(try function.body(vectors, count), count) }
    var validity: Bitmap?
    for vector in vectors {
      if vector.allNull { return .nulls(type, count: count) }
      validity = Bitmap.and(validity, vector.rowValidity)
    }
    guard let validity else { return try checked(try function.body(vectors, count), count) }
    if validity.noneSet { return .nulls(type, count: count) }
    let result: Vector
    do {
      result = try checked(try function.body(vectors, count), count)
    } catch {
      // The guilty row may be one that is null anyway: only the others count.
      let rows = Selection(validity)
      let some = try checked(try function.body(vectors.map { $0.gather(rows) }, rows.count), rows.count)
      return SelectionMerge.merge([.init(rows: rows, values: some)], type: type, count: count)
    }
    if result.isConstant, result.allNull { return result }
    return result.withValidity(Bitmap.and(result.rowValidity, validity))
  }

  private func checked(_ result: Vector, _ count: Int) throws -> Vector {
    guard result.count == count else {
      throw SparkError.internal("Function \(function.name) returned \(result.count) rows instead of \(count).")
    }
    return result
  }
}
