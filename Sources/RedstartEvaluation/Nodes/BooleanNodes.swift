import RedstartColumnar
import RedstartKernels
import RedstartTypes

/// AND and OR. The right side is evaluated only for the rows that the left side leaves open when it can fail or is costly.
struct LogicalNode: EvaluationNode {
  let isAnd: Bool
  let left: any EvaluationNode
  let right: any EvaluationNode
  var type: DataType { .boolean }
  var canFail: Bool { left.canFail || right.canFail }
  var cost: Int { left.cost + right.cost + 1 }
  var isConstant: Bool { left.isConstant && right.isConstant }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    let first = try left.evaluate(batch)
    let count = batch.count
    if case .constant(let value) = first.layout, !value.isNull(0) {
      return (value.values(UInt8.self)[0] != 0) == isAnd ? try right.evaluate(batch) : first
    }
    if count == 0 || (!right.canFail && right.cost <= 2) {
      return combine(first, count == 0 ? first : try right.evaluate(batch))
    }
    let open = openRows(first)
    if open.count == 0 { return first }
    if open.count == count { return combine(first, try right.evaluate(batch)) }
    let some = try right.evaluate(batch.narrowed(to: open))
    let neutral = Vector.constant(.of([.boolean(isAnd)], type: .boolean), count: count)
    let second = SelectionMerge.merge(
      [.init(rows: nil, values: neutral), .init(rows: open, values: some)], type: .boolean, count: count)
    return combine(first, second)
  }

  private func combine(_ a: Vector, _ b: Vector) -> Vector { isAnd ? BooleanKernel.and(a, b) : BooleanKernel.or(a, b) }

  /// The rows that are null or do not decide the result by themselves.
  private func openRows(_ vector: Vector) -> Selection {
    let decisive = isAnd ? BooleanKernel.not(vector) : vector
    let bytes = Truth.bytes(of: decisive)
    let out = bytes.mutable(UInt8.self)
    for row in 0..<vector.count { out[row] ^= 1 }
    return Selection(where: bytes.pointer(UInt8.self), validity: nil, count: vector.count)
  }
}

/// NOT.
struct NotNode: EvaluationNode {
  let child: any EvaluationNode
  var type: DataType { .boolean }
  var canFail: Bool { child.canFail }
  var cost: Int { child.cost + 1 }
  var isConstant: Bool { child.isConstant }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    let vector = try child.evaluate(batch)
    if case .constant(let value) = vector.layout { return .constant(BooleanKernel.not(value), count: batch.count) }
    return BooleanKernel.not(vector)
  }
}

/// IS NULL and IS NOT NULL.
struct NullTestNode: EvaluationNode {
  let child: any EvaluationNode
  let negated: Bool
  var type: DataType { .boolean }
  var canFail: Bool { child.canFail }
  var cost: Int { child.cost + 1 }
  var isConstant: Bool { child.isConstant }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    let vector = try child.evaluate(batch)
    if vector.rowValidity == nil {
      return .constant(.of([.boolean(negated)], type: .boolean), count: batch.count)
    }
    return BooleanKernel.isNull(vector, negated: negated)
  }
}

/// `child IN (constants)`.
struct MembershipNode: EvaluationNode {
  let child: any EvaluationNode
  let set: ValueSet
  var type: DataType { .boolean }
  var canFail: Bool { child.canFail }
  var cost: Int { child.cost + 4 }
  var isConstant: Bool { child.isConstant }
  private let encoding: EncodedEvaluation

  init(_ child: any EvaluationNode, _ set: ValueSet) {
    self.child = child
    self.set = set
    encoding = EncodedEvaluation(type: .boolean, arguments: [child])
  }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    let vector = try child.evaluate(batch)
    return try encoding.evaluate([vector], count: batch.count) { arguments, _ in try set.contains(arguments[0]) }
  }
}

/// `child IN (expressions)`, one comparison after the other.
struct InListNode: EvaluationNode {
  let child: any EvaluationNode
  let list: [any EvaluationNode]
  var type: DataType { .boolean }
  var canFail: Bool { child.canFail || list.contains { $0.canFail } }
  var cost: Int { list.reduce(child.cost) { $0 + $1.cost + 1 } }
  var isConstant: Bool { child.isConstant && list.allSatisfy { $0.isConstant } }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    let value = try child.evaluate(batch)
    var result = Vector.constant(.of([.boolean(false)], type: .boolean), count: batch.count)
    for element in list {
      let equal = try ComparisonKernel.evaluate(.equal, value.dense, try element.evaluate(batch).dense, count: batch.count)
      result = BooleanKernel.or(result, equal)
    }
    return result
  }
}
