import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// The relations that kernels compute between values of one type.
public enum ComparisonOperation: String, Sendable, Hashable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case nullSafeEqual = "<=>"
}

/// `left op right` on batches: NaN equals itself and is greater than any number, -0.0 equals 0.0, text is ordered by bytes.
public enum ComparisonKernel {
  /// One Boolean a row; null where a side is null, except for ``ComparisonOperation/nullSafeEqual``.
  public static func evaluate(_ operation: ComparisonOperation, _ left: Vector, _ right: Vector, count: Int) throws -> Vector {
    if operation == .nullSafeEqual { return try nullSafeEqual(left, right, count: count) }
    if left.allNull || right.allNull || count == 0 { return .nulls(.boolean, count: count) }
    let a = left.dense
    let b = right.dense
    let buffer = Buffer(byteCount: count)
    try compare(operation, a, b, count: count, into: buffer.mutable(UInt8.self))
    return Vector(type: .boolean, count: count, values: buffer, validity: Bitmap.and(a.rowValidity, b.rowValidity))
  }

  /// One byte a row, 0 or 1, unspecified where a side is null; both sides are dense and not null as a whole.
  public static func compare(
    _ operation: ComparisonOperation, _ a: Vector, _ b: Vector, count: Int, into out: UnsafeMutablePointer<UInt8>
  ) throws {
    if a.type.storage.isDecimal, b.type.storage.isDecimal, a.type.storage != b.type.storage {
      return compareDecimals(operation, a, b, count, out)
    }
    switch a.type.physical {
    case .boolean: integers(operation, a.operand(UInt8.self), b.operand(UInt8.self), count, out)
    case .int8: integers(operation, a.operand(Int8.self), b.operand(Int8.self), count, out)
    case .int16: integers(operation, a.operand(Int16.self), b.operand(Int16.self), count, out)
    case .int32: integers(operation, a.operand(Int32.self), b.operand(Int32.self), count, out)
    case .int64: integers(operation, a.operand(Int64.self), b.operand(Int64.self), count, out)
    case .int128: integers(operation, a.operand(Int128.self), b.operand(Int128.self), count, out)
    case .float: floats(operation, a.operand(Float.self), b.operand(Float.self), count, out)
    case .double: floats(operation, a.operand(Double.self), b.operand(Double.self), count, out)
    case .bytes: strings(operation, a.operand(StringView.self), b.operand(StringView.self), count, out)
    case .interval, .list, .map, .structure: try nested(operation, a, b, count, out)
    case .null: out.update(repeating: 0, count: count)
    }
  }

  @inline(__always)
  private static func integers<T: FixedWidthInteger & BitwiseCopyable>(
    _ operation: ComparisonOperation, _ a: Operand<T>, _ b: Operand<T>, _ count: Int, _ out: UnsafeMutablePointer<UInt8>
  ) {
    switch operation {
    case .equal, .nullSafeEqual: mapRows(a, b, count, out) { byte($0 == $1) }
    case .notEqual: mapRows(a, b, count, out) { byte($0 != $1) }
    case .less: mapRows(a, b, count, out) { byte($0 < $1) }
    case .lessOrEqual: mapRows(a, b, count, out) { byte($0 <= $1) }
    case .greater: mapRows(a, b, count, out) { byte($0 > $1) }
    case .greaterOrEqual: mapRows(a, b, count, out) { byte($0 >= $1) }
    }
  }

  @inline(__always)
  private static func floats<T: BinaryFloatingPoint & BitwiseCopyable>(
    _ operation: ComparisonOperation, _ a: Operand<T>, _ b: Operand<T>, _ count: Int, _ out: UnsafeMutablePointer<UInt8>
  ) {
    switch operation {
    case .equal, .nullSafeEqual: mapRows(a, b, count, out) { byte($0 == $1) | (byte($0 != $0) & byte($1 != $1)) }
    case .notEqual: mapRows(a, b, count, out) { byte($0 != $1) & (byte($0 == $0) | byte($1 == $1)) }
    case .less: mapRows(a, b, count, out) { byte($0 < $1) | (byte($1 != $1) & byte($0 == $0)) }
    case .lessOrEqual: mapRows(a, b, count, out) { byte($0 <= $1) | byte($1 != $1) }
    case .greater: mapRows(a, b, count, out) { byte($0 > $1) | (byte($0 != $0) & byte($1 == $1)) }
    case .greaterOrEqual: mapRows(a, b, count, out) { byte($0 >= $1) | byte($0 != $0) }
    }
  }

  private static func strings(
    _ operation: ComparisonOperation, _ a: Operand<StringView>, _ b: Operand<StringView>, _ count: Int,
    _ out: UnsafeMutablePointer<UInt8>
  ) {
    let x = a.values
    let y = b.values
    let stepA = a.isConstant ? 0 : 1
    let stepB = b.isConstant ? 0 : 1
    switch operation {
    case .equal, .nullSafeEqual: mapRows(a, b, count, out) { byte(StringView.equal($0, $1)) }
    case .notEqual: mapRows(a, b, count, out) { byte(StringView.equal($0, $1)) ^ 1 }
    case .less:
      for row in 0..<count { out[row] = byte(StringView.compare(x + row &* stepA, y + row &* stepB) < 0) }
    case .lessOrEqual:
      for row in 0..<count { out[row] = byte(StringView.compare(x + row &* stepA, y + row &* stepB) <= 0) }
    case .greater:
      for row in 0..<count { out[row] = byte(StringView.compare(x + row &* stepA, y + row &* stepB) > 0) }
    case .greaterOrEqual:
      for row in 0..<count { out[row] = byte(StringView.compare(x + row &* stepA, y + row &* stepB) >= 0) }
    }
  }

  private static func nested(
    _ operation: ComparisonOperation, _ a: Vector, _ b: Vector, _ count: Int, _ out: UnsafeMutablePointer<UInt8>
  ) throws {
    let left = try RowOrder(a)
    let right = try RowOrder(b)
    for row in 0..<count {
      let order = left.isNull(row) || right.isNull(row) ? 0 : left.compare(row, right, row)
      out[row] = byte(holds(operation, order))
    }
  }

  /// Decimals of different shapes, which analysis normally makes alike.
  private static func compareDecimals(
    _ operation: ComparisonOperation, _ a: Vector, _ b: Vector, _ count: Int, _ out: UnsafeMutablePointer<UInt8>
  ) {
    let (s1, s2) = (a.type.decimalShape.1, b.type.decimalShape.1)
    func run<A: FixedWidthInteger & BitwiseCopyable, B: FixedWidthInteger & BitwiseCopyable>(_ x: Operand<A>, _ y: Operand<B>) {
      for row in 0..<count {
        let order = Decimal128.compare(
          Int128(truncatingIfNeeded: x[row]), scale: s1, Int128(truncatingIfNeeded: y[row]), scale: s2)
        out[row] = byte(holds(operation, order))
      }
    }
    switch (a.type.physical, b.type.physical) {
    case (.int64, .int64): run(a.operand(Int64.self), b.operand(Int64.self))
    case (.int64, _): run(a.operand(Int64.self), b.operand(Int128.self))
    case (_, .int64): run(a.operand(Int128.self), b.operand(Int64.self))
    default: run(a.operand(Int128.self), b.operand(Int128.self))
    }
  }

  private static func holds(_ operation: ComparisonOperation, _ order: Int) -> Bool {
    switch operation {
    case .equal, .nullSafeEqual: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }

  private static func nullSafeEqual(_ left: Vector, _ right: Vector, count: Int) throws -> Vector {
    let buffer = Buffer(byteCount: max(count, 1))
    let out = buffer.mutable(UInt8.self)
    let validA = left.rowValidity
    let validB = right.rowValidity
    if left.allNull || right.allNull {
      out.update(repeating: 0, count: count)
    } else if count > 0 {
      try compare(.equal, left.dense, right.dense, count: count, into: out)
    }
    if validA != nil || validB != nil {
      for row in 0..<count {
        let a = byte(validA?[row] ?? true)
        let b = byte(validB?[row] ?? true)
        out[row] = (out[row] & a & b) | ((a | b) ^ 1)
      }
    }
    return Vector(type: .boolean, count: count, values: buffer)
  }
}
