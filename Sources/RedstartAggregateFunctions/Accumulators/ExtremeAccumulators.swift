import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// Minimum or maximum of whole numbers of any width.
final class IntegerExtremeAccumulator<T: FixedWidthInteger & BitwiseCopyable>: GroupedAccumulator {
  private let type: DataType
  private let wantsMaximum: Bool
  private let best: GroupColumn<T>
  private let present = GroupColumn<UInt8>(0)

  init(_ type: DataType, maximum: Bool) {
    self.type = type
    wantsMaximum = maximum
    best = GroupColumn(maximum ? T.min : T.max)
  }

  func resize(groupCount count: Int) {
    best.resize(count)
    present.resize(count)
  }

  // Methods behind a protocol are not specialised by themselves.
  @_specialize(where T == UInt8)
  @_specialize(where T == Int8)
  @_specialize(where T == Int16)
  @_specialize(where T == Int32)
  @_specialize(where T == Int64)
  @_specialize(where T == Int128)
  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    let best = best.base
    let present = present.base
    let column = FixedColumn<T>(arguments[0])
    if wantsMaximum {
      forEachValidRow(arguments, count) { row in
        let group = Int(groups[row])
        best[group] = max(best[group], column[row])
        present[group] = 1
      }
    } else {
      forEachValidRow(arguments, count) { row in
        let group = Int(groups[row])
        best[group] = min(best[group], column[row])
        present[group] = 1
      }
    }
  }

  @_specialize(where T == UInt8)
  @_specialize(where T == Int8)
  @_specialize(where T == Int16)
  @_specialize(where T == Int32)
  @_specialize(where T == Int64)
  @_specialize(where T == Int128)
  func updateSingle(arguments: [Vector], count: Int) {
    let column = FixedColumn<T>(arguments[0])
    var value = best.base[0]
    var any = present.base[0]
    if wantsMaximum {
      forEachValidRow(arguments, count) { row in
        value = max(value, column[row])
        any = 1
      }
    } else {
      forEachValidRow(arguments, count) { row in
        value = min(value, column[row])
        any = 1
      }
    }
    best.base[0] = value
    present.base[0] = any
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    update(groups: groups, arguments: states, count: count)
  }

  func states() -> [Vector] { [finish()] }
  func finish() -> Vector { best.vector(type, present: present) }
  var byteCount: Int { best.byteCount + present.byteCount }
}

/// Minimum or maximum of floating-point numbers; NaN is greater than everything.
final class FloatingExtremeAccumulator<T: BinaryFloatingPoint & BitwiseCopyable>: GroupedAccumulator {
  private let type: DataType
  private let wantsMaximum: Bool
  private let best = GroupColumn<T>(0)
  private let present = GroupColumn<UInt8>(0)

  init(_ type: DataType, maximum: Bool) {
    self.type = type
    wantsMaximum = maximum
  }

  func resize(groupCount count: Int) {
    best.resize(count)
    present.resize(count)
  }

  // Methods behind a protocol are not specialised by themselves.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    let best = best.base
    let present = present.base
    let column = FixedColumn<T>(arguments[0])
    let sign = wantsMaximum ? 1 : -1
    forEachValidRow(arguments, count) { row in
      let group = Int(groups[row])
      let value = column[row]
      if present[group] == 0 || ValueOrder.compare(value, best[group]) &* sign > 0 {
        best[group] = value
        present[group] = 1
      }
    }
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    update(groups: groups, arguments: states, count: count)
  }

  func states() -> [Vector] { [finish()] }
  func finish() -> Vector { best.vector(type, present: present) }
  var byteCount: Int { best.byteCount + present.byteCount }
}

/// Minimum or maximum of strings and binaries; the best of each group is copied.
final class BytesExtremeAccumulator: GroupedAccumulator {
  private let type: DataType
  private let wantsMaximum: Bool
  private let best = GroupColumn<StringView>(.empty)
  private let present = GroupColumn<UInt8>(0)
  private var heap = StringHeap()
  /// Bytes of the heap that belong to values that were beaten.
  private var garbage = 0
  private var stored = 0

  init(_ type: DataType, maximum: Bool) {
    self.type = type
    wantsMaximum = maximum
  }

  func resize(groupCount count: Int) {
    best.resize(count)
    present.resize(count)
  }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    let best = best.base
    let present = present.base
    let column = BytesColumn(arguments[0])
    let sign = wantsMaximum ? 1 : -1
    forEachValidRow(arguments, count) { row in
      let group = Int(groups[row])
      let view = column.view(row)
      let isFirst = present[group] == 0
      if isFirst || StringView.compare(view, best + group) &* sign > 0 {
        if !best[group].isInline { garbage &+= best[group].count }
        if !view.pointee.isInline { stored &+= view.pointee.count }
        best[group] = heap.store(StringView.bytes(of: view), count: view.pointee.count)
        present[group] = 1
      }
    }
    if garbage > 1 << 20, garbage > stored / 2 { compact() }
  }

  private func compact() {
    let fresh = StringHeap()
    stored = 0
    for group in 0..<best.count where !best.base[group].isInline {
      let view = best.base + group
      stored &+= view.pointee.count
      best.base[group] = fresh.store(StringView.bytes(of: view), count: view.pointee.count)
    }
    heap = fresh
    garbage = 0
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    update(groups: groups, arguments: states, count: count)
  }

  func states() -> [Vector] { [finish()] }

  func finish() -> Vector {
    let flat = best.vector(type, present: present)
    return Vector(type: type, count: flat.count, validity: flat.validity, layout: flat.layout, heaps: heap.blocks)
  }

  var byteCount: Int { best.byteCount + present.byteCount + stored }
}

/// Minimum or maximum of arrays, structs and other types without a loop of their own.
final class BoxedExtremeAccumulator: GroupedAccumulator {
  private let type: DataType
  private let sign: Int
  private var best: [Value] = []

  init(_ type: DataType, maximum: Bool) {
    self.type = type
    sign = maximum ? 1 : -1
  }

  func resize(groupCount count: Int) {
    if count > best.count { best += Array(repeating: .null, count: count - best.count) }
  }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    forEachValidRow(arguments, count) { row in
      let group = Int(groups[row])
      let value = arguments[0].value(at: row)
      if best[group].isNull || ValueOrder.compare(value, best[group]) * sign > 0 { best[group] = value }
    }
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    update(groups: groups, arguments: states, count: count)
  }

  func states() -> [Vector] { [finish()] }
  func finish() -> Vector { .of(best, type: type) }
  var byteCount: Int { best.count * 64 }
}

/// The accumulator of `min` or `max` for a type.
func makeExtreme(_ type: DataType, maximum: Bool) -> any GroupedAccumulator {
  switch type.physical {
  case .boolean: IntegerExtremeAccumulator<UInt8>(type, maximum: maximum)
  case .int8: IntegerExtremeAccumulator<Int8>(type, maximum: maximum)
  case .int16: IntegerExtremeAccumulator<Int16>(type, maximum: maximum)
  case .int32: IntegerExtremeAccumulator<Int32>(type, maximum: maximum)
  case .int64: IntegerExtremeAccumulator<Int64>(type, maximum: maximum)
  case .int128: IntegerExtremeAccumulator<Int128>(type, maximum: maximum)
  case .float: FloatingExtremeAccumulator<Float>(type, maximum: maximum)
  case .double: FloatingExtremeAccumulator<Double>(type, maximum: maximum)
  case .bytes: BytesExtremeAccumulator(type, maximum: maximum)
  default: BoxedExtremeAccumulator(type, maximum: maximum)
  }
}
