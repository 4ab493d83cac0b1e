import RedstartColumnar
import RedstartKernels
import RedstartTypes
import Synchronization

/// Evaluates a deterministic, null-propagating function of its arguments on as few values as their encodings allow.
///
/// Constants are computed once; a function of one dictionary column and constants is computed on the dictionary's values, and
/// when those constants never change the result is kept for the next batches with the same dictionary.
final class EncodedEvaluation: Sendable {
  private struct Entry {
    let values: Vector
    let result: Vector
  }
  private let type: DataType
  private let keepsResults: Bool
  private let recent = Mutex<[Entry]>([])
  private static let capacity = 4

  init(type: DataType, arguments: [any EvaluationNode]) {
    self.type = type
    keepsResults = arguments.count { !$0.isConstant } == 1
  }

  func evaluate(
    _ arguments: [Vector], count: Int, _ compute: ([Vector], Int) throws -> Vector
  ) throws -> Vector {
    if count == 0 { return .nulls(type, count: 0) }
    var dictionaries = 0
    var columns = 0
    var position = 0
    for (index, argument) in arguments.enumerated() {
      switch argument.layout {
      case .constant: break
      case .dictionary:
        dictionaries += 1
        columns += 1
        position = index
      default: columns += 1
      }
    }
    if columns == 0, !arguments.isEmpty {
      let result = try compute(arguments.map(\.firstRow), 1)
      return .constant(result.flattened(), count: count)
    }
    if columns == 1, dictionaries == 1, case .dictionary(let indices, let values) = arguments[position].layout,
      let result = dictionaryResult(arguments, position, values, count: count, compute)
    {
      return Self.decode(result, indices: Selection(indices, count: count), validity: arguments[position].validity)
    }
    return try compute(arguments.map(\.dense), count)
  }

  /// The function of each value of a dictionary; nil when that is not worth it or some value fails, which rows may not hold.
  private func dictionaryResult(
    _ arguments: [Vector], _ position: Int, _ values: Vector, count: Int, _ compute: ([Vector], Int) throws -> Vector
  ) -> Vector? {
    if keepsResults, let known = recent.withLock({ $0.first { $0.values === values }?.result }) { return known }
    let size = values.count
    guard size > 0, size <= (keepsResults ? max(32_768, 4 * count) : count) else { return nil }
    let inputs = arguments.enumerated().map { index, argument in
      index == position ? values.dense : Vector.constant(argument.firstRow, count: size)
    }
    guard let result = try? compute(inputs, size) else { return nil }
    if keepsResults {
      recent.withLock { entries in
        if entries.count >= Self.capacity { entries.removeFirst() }
        entries.append(Entry(values: values, result: result))
      }
    }
    return result
  }

  /// The result of each row; strings stay a dictionary.
  private static func decode(_ result: Vector, indices: Selection, validity: Bitmap?) -> Vector {
    if case .constant = result.layout, validity == nil, !result.allNull { return result.gather(indices) }
    if result.isFlat, result.validity == nil, result.type.physical == .bytes {
      return Vector(
        type: result.type, count: indices.count, validity: validity,
        layout: .dictionary(indices: indices.buffer, values: result))
    }
    let rows = result.flattened().gather(indices)
    return validity == nil ? rows : rows.withValidity(Bitmap.and(rows.rowValidity, validity))
  }
}

extension Vector {
  /// The value of a constant as a vector of one row.
  var firstRow: Vector {
    if case .constant(let value) = layout { return value }
    return slice(0..<1)
  }
}
