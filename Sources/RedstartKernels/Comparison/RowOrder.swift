import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// The order of single rows of a column of any type, nested ones included: nulls first, then values, NaN last among numbers.
///
/// For nested types, key checks and comparison sorts; whole columns of plain values go through ``ComparisonKernel``.
public struct RowOrder: Sendable {
  private indirect enum Form: Sendable {
    case int8, int16, int32, int64, int128, boolean, float, double, bytes, interval, null
    case constant(RowOrder)
    case list(Buffer, RowOrder)
    case map(Buffer, RowOrder, RowOrder)
    case structure([RowOrder])
  }
  private let vector: Vector
  private let form: Form

  public init(_ vector: Vector) throws {
    let flat = vector.dense
    self.vector = flat
    switch flat.layout {
    case .constant(let value): form = .constant(try RowOrder(value))
    case .list(let offsets, let child): form = .list(offsets, try RowOrder(child))
    case .map(let offsets, let keys, let values): form = .map(offsets, try RowOrder(keys), try RowOrder(values))
    case .structure(let children): form = .structure(try children.map { try RowOrder($0) })
    case .null: form = .null
    case .dictionary: throw SparkError.internal("A dictionary that was not flattened.")
    case .flat:
      switch flat.type.physical {
      case .boolean: form = .boolean
      case .int8: form = .int8
      case .int16: form = .int16
      case .int32: form = .int32
      case .int64: form = .int64
      case .int128: form = .int128
      case .float: form = .float
      case .double: form = .double
      case .bytes: form = .bytes
      case .interval: form = .interval
      case .list, .map, .structure, .null: form = .null
      }
    }
  }

  @inline(__always)
  public func isNull(_ row: Int) -> Bool {
    if case .constant(let value) = form { return value.isNull(0) }
    if case .null = form { return true }
    return vector.validity.map { !$0[row] } ?? false
  }

  /// Negative, zero or positive; null comes first and equals null.
  public func compare(_ row: Int, _ other: RowOrder, _ otherRow: Int) -> Int {
    let a = isNull(row)
    let b = other.isNull(otherRow)
    if a || b { return a == b ? 0 : a ? -1 : 1 }
    if case .constant(let value) = form { return value.compare(0, other, otherRow) }
    if case .constant(let value) = other.form { return compare(row, value, 0) }
    switch (form, other.form) {
    case (.boolean, _): return order(UInt8.self, row, other, otherRow)
    case (.int8, _): return order(Int8.self, row, other, otherRow)
    case (.int16, _): return order(Int16.self, row, other, otherRow)
    case (.int32, _): return order(Int32.self, row, other, otherRow)
    case (.int64, _): return order(Int64.self, row, other, otherRow)
    case (.int128, _): return order(Int128.self, row, other, otherRow)
    case (.float, _): return floatOrder(Float.self, row, other, otherRow)
    case (.double, _): return floatOrder(Double.self, row, other, otherRow)
    case (.bytes, _): return StringView.compare(vector.views + row, other.vector.views + otherRow)
    case (.interval, _):
      let x = vector.values(CalendarInterval.self)[row]
      let y = other.vector.values(CalendarInterval.self)[otherRow]
      if x == y { return 0 }
      return (x.months, x.days, x.microseconds) < (y.months, y.days, y.microseconds) ? -1 : 1
    case (.list(let offsets, let child), .list(let otherOffsets, let otherChild)):
      return Self.compareRanges([child], offsets, row, [otherChild], otherOffsets, otherRow)
    case (.map(let offsets, let keys, let values), .map(let otherOffsets, let otherKeys, let otherValues)):
      return Self.compareRanges([keys, values], offsets, row, [otherKeys, otherValues], otherOffsets, otherRow)
    case (.structure(let children), .structure(let others)):
      for (child, otherChild) in zip(children, others) {
        let result = child.compare(row, otherChild, otherRow)
        if result != 0 { return result }
      }
      return 0
    default: return 0
    }
  }

  /// Whether two rows hold the same value; null equals null.
  public func equal(_ row: Int, _ other: RowOrder, _ otherRow: Int) -> Bool { compare(row, other, otherRow) == 0 }

  @inline(__always)
  private func order<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type, _ row: Int, _ other: RowOrder, _ otherRow: Int) -> Int {
    let x = vector.values(T.self)[row]
    let y = other.vector.values(T.self)[otherRow]
    return x < y ? -1 : x > y ? 1 : 0
  }

  @inline(__always)
  private func floatOrder<T: BinaryFloatingPoint & BitwiseCopyable>(
    _: T.Type, _ row: Int, _ other: RowOrder, _ otherRow: Int
  ) -> Int {
    let x = vector.values(T.self)[row]
    let y = other.vector.values(T.self)[otherRow]
    if x < y { return -1 }
    if x > y { return 1 }
    if x == y { return 0 }
    return x.isNaN ? (y.isNaN ? 0 : 1) : -1
  }

  private static func compareRanges(
    _ children: [RowOrder], _ offsets: Buffer, _ row: Int, _ others: [RowOrder], _ otherOffsets: Buffer, _ otherRow: Int
  ) -> Int {
    let a = offsets.pointer(Int32.self)
    let b = otherOffsets.pointer(Int32.self)
    let (start, otherStart) = (Int(a[row]), Int(b[otherRow]))
    let (length, otherLength) = (Int(a[row + 1]) - start, Int(b[otherRow + 1]) - otherStart)
    for index in 0..<min(length, otherLength) {
      for (child, other) in zip(children, others) {
        let result = child.compare(start + index, other, otherStart + index)
        if result != 0 { return result }
      }
    }
    return length - otherLength
  }
}
