import RedstartColumnar
import RedstartTypes
import Synchronization

/// A column of the input.
struct ColumnNode: EvaluationNode {
  let ordinal: Int
  let type: DataType
  var canFail: Bool { false }
  var cost: Int { 0 }
  var isConstant: Bool { false }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector { batch.column(ordinal) }
}

/// A value known before the first batch.
struct ConstantNode: EvaluationNode {
  /// One row.
  let value: Vector
  var type: DataType { value.type }
  var canFail: Bool { false }
  var cost: Int { 0 }
  var isConstant: Bool { true }

  init(_ value: Vector) { self.value = value }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    type.physical == .null ? Vector(type: type, count: batch.count, layout: .null) : .constant(value, count: batch.count)
  }
}

/// A subexpression that several expressions read: computed once for each set of rows.
final class SharedNode: EvaluationNode {
  let node: any EvaluationNode
  private let slot: Int
  private static let counter = Atomic<Int>(0)

  init(_ node: any EvaluationNode) {
    self.node = node
    slot = Self.counter.add(1, ordering: .relaxed).newValue
  }

  var type: DataType { node.type }
  var canFail: Bool { node.canFail }
  var cost: Int { node.cost }
  var isConstant: Bool { node.isConstant }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    if let known = batch.sharedValue(slot) { return known }
    let vector = try node.evaluate(batch)
    batch.share(vector, slot)
    return vector
  }
}

/// A field of a struct.
struct FieldNode: EvaluationNode {
  let child: any EvaluationNode
  let ordinal: Int
  let type: DataType
  var canFail: Bool { child.canFail }
  var cost: Int { child.cost }
  var isConstant: Bool { child.isConstant }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    let parent = try child.evaluate(batch)
    if parent.allNull || parent.count == 0 { return .nulls(type, count: parent.count) }
    switch parent.layout {
    case .constant(let value):
      guard case .structure(let fields) = value.layout else { return .nulls(type, count: parent.count) }
      return .constant(fields[ordinal].flattened(), count: parent.count)
    case .structure(let fields):
      let field = fields[ordinal]
      guard let validity = parent.validity else { return field }
      return field.withValidity(Bitmap.and(field.rowValidity, validity))
    default:
      let flat = parent.flattened()
      guard case .structure(let fields) = flat.layout else { return .nulls(type, count: parent.count) }
      return fields[ordinal].withValidity(Bitmap.and(fields[ordinal].rowValidity, flat.validity))
    }
  }
}
