import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// AND, OR or XOR of whole numbers.
final class BitwiseAccumulator<T: FixedWidthInteger & BitwiseCopyable>: GroupedAccumulator {
  private let type: DataType
  private let operation: BitOperation
  private let bits: GroupColumn<T>
  private let present = GroupColumn<UInt8>(0)

  init(_ type: DataType, _ operation: BitOperation) {
    self.type = type
    self.operation = operation
    bits = GroupColumn(operation == .and ? ~T.zero : T.zero)
  }

  func resize(groupCount count: Int) {
    bits.resize(count)
    present.resize(count)
  }

  // Methods behind a protocol are not specialised by themselves.
  @_specialize(where T == Int8)
  @_specialize(where T == Int16)
  @_specialize(where T == Int32)
  @_specialize(where T == Int64)
  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    let bits = bits.base
    let present = present.base
    let column = FixedColumn<T>(arguments[0])
    let operation = operation
    forEachValidRow(arguments, count) { row in
      let group = Int(groups[row])
      switch operation {
      case .and: bits[group] &= column[row]
      case .or: bits[group] |= column[row]
      case .xor: bits[group] ^= column[row]
      }
      present[group] = 1
    }
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    update(groups: groups, arguments: states, count: count)
  }

  func states() -> [Vector] { [finish()] }
  func finish() -> Vector { bits.vector(type, present: present) }
  var byteCount: Int { bits.byteCount + present.byteCount }
}

enum BitOperation: Sendable { case and, or, xor }

extension FunctionBinding {
  func bindBits(_ operation: BitOperation) throws -> Expression {
    try requireCount(1)
    let argument = try argument(0, .integral)
    let type = argument.type
    return aggregate([argument], type, states: [type], ignoresDuplicates: operation != .xor) {
      switch type {
      case .byte: BitwiseAccumulator<Int8>(type, operation)
      case .short: BitwiseAccumulator<Int16>(type, operation)
      case .integer: BitwiseAccumulator<Int32>(type, operation)
      default: BitwiseAccumulator<Int64>(type, operation)
      }
    }
  }
}
