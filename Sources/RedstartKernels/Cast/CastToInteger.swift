import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

extension CastStep {
  func toInteger<T: FixedWidthInteger & SignedInteger & BitwiseCopyable>(_: T.Type) throws -> Vector {
    switch from {
    case .boolean: return map(UInt8.self) { T(truncatingIfNeeded: $0) }
    case .byte: return try narrow(Int8.self, T.self)
    case .short: return try narrow(Int16.self, T.self)
    case .integer: return try narrow(Int32.self, T.self)
    case .long: return try narrow(Int64.self, T.self)
    case .float: return try truncate(Float.self, T.self)
    case .double: return try truncate(Double.self, T.self)
    case .decimal(let precision, let scale):
      return precision <= 18 ? try wholePart(Int64.self, T.self, scale) : try wholePart(Int128.self, T.self, scale)
    case .string:
      // Legacy mode reads over a fraction, the others want a whole number.
      let exact = mode != .legacy
      return try parse(zero: 0 as T, as: .numberFormat) { bytes, length in
        let number = exact ? NumberText.parseInt64(bytes, length) : Self.parseTruncating(bytes, length)
        return number.flatMap { T(exactly: $0) }
      }
    case .timestamp:
      return try mapValid(Int64.self, zero: 0 as T, failure: { overflow(sqlValue($1)) }) { T(exactly: floorDiv($0, 1_000_000)) }
    case .date: return .nulls(to, count: count)
    case .yearMonthInterval(_, let end):
      let unit: Int32 = end == .year ? 12 : 1
      return try mapValid(Int32.self, zero: 0 as T, failure: { overflow(sqlValue($1)) }) { T(exactly: $0 / unit) }
    case .dayTimeInterval(_, let end):
      let unit = end.microseconds
      return try mapValid(Int64.self, zero: 0 as T, failure: { overflow(sqlValue($1)) }) { T(exactly: $0 / unit) }
    default: throw unsupported()
    }
  }

  /// Between integers: one flag tells whether any value changes.
  private func narrow<A, T>(_: A.Type, _: T.Type) throws -> Vector
  where A: FixedWidthInteger & BitwiseCopyable, T: FixedWidthInteger & BitwiseCopyable {
    if T.bitWidth >= A.bitWidth || mode == .legacy { return map(A.self) { T(truncatingIfNeeded: $0) } }
    let input = source.values(A.self)
    let buffer = Buffer(count: count, of: T.self)
    let out = buffer.mutable(T.self)
    var changed: A = 0
    for row in 0..<count {
      let value = T(truncatingIfNeeded: input[row])
      out[row] = value
      changed |= input[row] ^ A(truncatingIfNeeded: value)
    }
    if changed == 0 { return Vector(type: to, count: count, values: buffer, validity: source.validity) }
    return try mapValid(A.self, zero: 0 as T, failure: { overflow(sqlValue($1)) }) { T(exactly: $0) }
  }

  /// From floating point, cut towards zero. Legacy mode saturates as the JVM does: narrow types by way of `int`.
  private func truncate<A, T>(_: A.Type, _: T.Type) throws -> Vector
  where A: BinaryFloatingPoint & BitwiseCopyable, T: FixedWidthInteger & SignedInteger & BitwiseCopyable {
    if mode == .legacy {
      return map(A.self) { value in
        T.bitWidth == 64
          ? T(truncatingIfNeeded: Self.saturated(Double(value), Int64.self))
          : T(truncatingIfNeeded: Self.saturated(Double(value), Int32.self))
      }
    }
    // Both bounds are exact doubles, the upper one is 2^63 for 64 bits, which Spark lets saturate.
    let upper = Double(T.max)
    let lower = Double(T.min)
    return try mapValid(A.self, zero: 0 as T, failure: { overflow(sqlValue($1)) }) { value in
      let wide = Double(value)
      guard wide.rounded(.down) <= upper, wide.rounded(.up) >= lower else { return nil }
      return Self.saturated(wide, T.self)
    }
  }

  @inline(__always)
  static func saturated<T: FixedWidthInteger & SignedInteger>(_ value: Double, _: T.Type) -> T {
    if value != value { return 0 }
    if value >= Double(T.max) { return T.max }
    if value <= Double(T.min) { return T.min }
    return T(value)
  }

  private func wholePart<A, T>(_: A.Type, _: T.Type, _ scale: Int) throws -> Vector
  where A: FixedWidthInteger & BitwiseCopyable, T: FixedWidthInteger & BitwiseCopyable {
    if scale >= 19, A.bitWidth == 64 { return map(A.self) { _ in 0 as T } }
    let divisor = A(truncatingIfNeeded: Decimal128.powersOfTen[scale])
    if mode == .legacy { return map(A.self) { T(truncatingIfNeeded: $0 / divisor) } }
    return try mapValid(A.self, zero: 0 as T, failure: { overflow(sqlValue($1)) }) { T(exactly: $0 / divisor) }
  }

  /// Digits with an optional sign; a point and digits behind it are read over.
  static func parseTruncating(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    guard count > 0 else { return nil }
    let signed = bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+")
    guard !signed || count > 1 else { return nil }
    var end = 0
    while end < count, bytes[end] != UInt8(ascii: ".") { end += 1 }
    var index = end + 1
    while index < count {
      guard bytes[index] &- 48 <= 9 else { return nil }
      index += 1
    }
    if end == (signed ? 1 : 0) { return end < count ? 0 : nil }
    return NumberText.parseInt64(bytes, end)
  }
}

extension DayTimeField {
  /// Microseconds of one unit of the field.
  public var microseconds: Int64 {
    switch self {
    case .day: 86_400_000_000
    case .hour: 3_600_000_000
    case .minute: 60_000_000
    case .second: 1_000_000
    }
  }
}
