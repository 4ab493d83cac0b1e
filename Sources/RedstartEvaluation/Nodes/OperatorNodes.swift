import RedstartColumnar
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// `left op right` on numbers.
struct ArithmeticNode: EvaluationNode {
  let operation: ArithmeticOperation
  let left: any EvaluationNode
  let right: any EvaluationNode
  let type: DataType
  let mode: FailureMode
  let origin: Origin
  let canFail: Bool
  let cost: Int
  let isConstant: Bool
  private let encoding: EncodedEvaluation

  init(
    _ operation: ArithmeticOperation, _ left: any EvaluationNode, _ right: any EvaluationNode, type: DataType,
    mode: FailureMode, origin: Origin
  ) {
    self.operation = operation
    self.left = left
    self.right = right
    self.type = type
    self.mode = mode
    self.origin = origin
    let divides = operation == .divide || operation == .integralDivide || operation == .remainder
    canFail = left.canFail || right.canFail || (mode == .ansi && (divides || !type.isFloating))
    cost = left.cost + right.cost + (divides || type.physical == .int128 ? 4 : 1)
    isConstant = left.isConstant && right.isConstant
    encoding = EncodedEvaluation(type: type, arguments: [left, right])
  }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    let arguments = [try left.evaluate(batch), try right.evaluate(batch)]
    return try origin.attach {
      try encoding.evaluate(arguments, count: batch.count) { arguments, count in
        try ArithmeticKernel.evaluate(operation, arguments[0], arguments[1], type: type, mode: mode, count: count)
      }
    }
  }
}

/// `left op right` for any two values of one type.
struct ComparisonNode: EvaluationNode {
  let operation: ComparisonOperation
  let left: any EvaluationNode
  let right: any EvaluationNode
  let canFail: Bool
  let cost: Int
  let isConstant: Bool
  private let encoding: EncodedEvaluation
  var type: DataType { .boolean }

  init(_ operation: ComparisonOperation, _ left: any EvaluationNode, _ right: any EvaluationNode) {
    self.operation = operation
    self.left = left
    self.right = right
    canFail = left.canFail || right.canFail
    cost = left.cost + right.cost + (left.type.physical == .bytes || left.type.isNested ? 4 : 1)
    isConstant = left.isConstant && right.isConstant
    encoding = EncodedEvaluation(type: .boolean, arguments: [left, right])
  }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    let arguments = [try left.evaluate(batch), try right.evaluate(batch)]
    // `<=>` has a value for null rows, which the values of a dictionary do not show.
    if operation == .nullSafeEqual {
      return try ComparisonKernel.evaluate(operation, arguments[0].dense, arguments[1].dense, count: batch.count)
    }
    return try encoding.evaluate(arguments, count: batch.count) { arguments, count in
      try ComparisonKernel.evaluate(operation, arguments[0], arguments[1], count: count)
    }
  }
}

/// A conversion to another type.
struct CastNode: EvaluationNode {
  let child: any EvaluationNode
  let type: DataType
  let mode: FailureMode
  let zone: TimeZoneRules
  let origin: Origin
  let canFail: Bool
  let cost: Int
  var isConstant: Bool { child.isConstant }
  private let encoding: EncodedEvaluation

  init(_ child: any EvaluationNode, type: DataType, mode: FailureMode, zone: TimeZoneRules, origin: Origin) {
    self.child = child
    self.type = type
    self.mode = mode
    self.zone = zone
    self.origin = origin
    canFail = child.canFail || mode == .ansi
    cost = child.cost + (child.type.physical == .bytes || type.physical == .bytes || type.isNested ? 16 : 2)
    encoding = EncodedEvaluation(type: type, arguments: [child])
  }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    let argument = try child.evaluate(batch)
    return try origin.attach {
      try encoding.evaluate([argument], count: batch.count) { arguments, _ in
        try CastKernel.cast(arguments[0], to: type, mode: mode, zone: zone)
      }
    }
  }
}
