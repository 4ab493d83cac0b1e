import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

extension CastStep {
  func toDate() throws -> Vector {
    let zone = zone
    switch from {
    case .string: return try parse(zero: 0 as Int32, as: .dateTime) { DateText.parseDate($0, $1) }
    case .timestamp: return map(Int64.self) { Int32(truncatingIfNeeded: floorDiv(zone.local(utc: $0), Micros.perDay)) }
    case .timestampNTZ: return map(Int64.self) { Int32(truncatingIfNeeded: floorDiv($0, Micros.perDay)) }
    default: throw unsupported()
    }
  }

  func toTimestamp() throws -> Vector {
    let zone = zone
    switch from {
    case .string: return try parse(zero: 0 as Int64, as: .dateTime) { DateText.parseTimestamp($0, $1, zone: zone) }
    case .date:
      return try mapValid(Int32.self, zero: 0 as Int64, failure: { _, _ in dateOverflow() }) {
        zone.utc(local: Int64($0) &* Micros.perDay)
      }
    case .timestampNTZ:
      return try mapValid(Int64.self, zero: 0 as Int64, failure: { _, _ in dateOverflow() }) { zone.utc(local: $0) }
    case .boolean: return map(UInt8.self) { Int64($0) }
    case .byte: return map(Int8.self) { Int64($0) &* Micros.perSecond }
    case .short: return map(Int16.self) { Int64($0) &* Micros.perSecond }
    case .integer: return map(Int32.self) { Int64($0) &* Micros.perSecond }
    case .long:
      return map(Int64.self) { seconds in
        let (micros, overflow) = seconds.multipliedReportingOverflow(by: Micros.perSecond)
        return overflow ? (seconds < 0 ? Int64.min : Int64.max) : micros
      }
    case .float: return try fromSeconds(Float.self)
    case .double: return try fromSeconds(Double.self)
    case .decimal(let precision, let scale):
      return precision <= 18 ? fromDecimalSeconds(Int64.self, scale) : fromDecimalSeconds(Int128.self, scale)
    default: throw unsupported()
    }
  }

  private func fromSeconds<A: BinaryFloatingPoint & BitwiseCopyable>(_: A.Type) throws -> Vector {
    func failure(_ value: Double) -> SparkError {
      // Spark converts by way of a double number of microseconds.
      let inner = CastStep(source: source, from: .double, to: value.isFinite ? .long : to, mode: mode, zone: zone)
      return value.isFinite ? inner.overflow(javaText(value * 1e6) + "D") : inner.invalidInput(javaText(value), .dateTime)
    }
    return try mapValid(A.self, zero: 0 as Int64, failure: { value, _ in failure(Double(value)) }) { value in
      let micros = Double(value) * 1e6
      guard value.isFinite else { return nil }
      if mode != .legacy, micros > 0x1p63 || micros < -0x1p63 { return nil }
      return CastStep.saturated(micros, Int64.self)
    }
  }

  private func fromDecimalSeconds<A: FixedWidthInteger & BitwiseCopyable>(_: A.Type, _ scale: Int) -> Vector {
    map(A.self) { digits in
      let wide = Int128(truncatingIfNeeded: digits)
      if scale <= 6 { return Int64(truncatingIfNeeded: wide &* Decimal128.powersOfTen[6 - scale]) }
      return Int64(truncatingIfNeeded: wide / Decimal128.powersOfTen[scale - 6])
    }
  }

  func toTimestampNTZ() throws -> Vector {
    let zone = zone
    switch from {
    case .string: return try parse(zero: 0 as Int64, as: .dateTime) { DateText.parseTimestampNTZ($0, $1) }
    case .date: return map(Int32.self) { Int64($0) &* Micros.perDay }
    case .timestamp: return map(Int64.self) { zone.local(utc: $0) }
    default: throw unsupported()
    }
  }

  private func dateOverflow() -> SparkError { ArithmeticFailure.overflow("long overflow") }

  func toInterval() throws -> Vector {
    switch (from, to) {
    case (.yearMonthInterval, .yearMonthInterval(_, let end)):
      let unit: Int32 = end == .year ? 12 : 1
      return map(Int32.self) { $0 / unit &* unit }
    case (.dayTimeInterval, .dayTimeInterval(_, let end)):
      let unit = end == .second ? 1 : end.microseconds
      return map(Int64.self) { $0 / unit &* unit }
    case (.string, .yearMonthInterval(let start, let end)):
      return try textRows(zero: 0 as Int32) { try IntervalText.parseYearMonth($0, start, end) }
    case (.string, .dayTimeInterval(let start, let end)):
      return try textRows(zero: 0 as Int64) { try IntervalText.parseDayTime($0, start, end) }
    case (.string, .calendarInterval):
      return try textRows(zero: CalendarInterval()) { try IntervalText.parse($0) }
    case (.decimal(let precision, let scale), .yearMonthInterval(_, let end)):
      let unit: Int128 = end == .year ? 12 : 1
      return precision <= 18
        ? try scaled(Int64.self, scale, unit, Int32.self) : try scaled(Int128.self, scale, unit, Int32.self)
    case (.decimal(let precision, let scale), .dayTimeInterval(_, let end)):
      let unit = Int128(end.microseconds)
      return precision <= 18
        ? try scaled(Int64.self, scale, unit, Int64.self) : try scaled(Int128.self, scale, unit, Int64.self)
    case (_, .yearMonthInterval(_, let end)): return try fromWhole(end == .year ? 12 : 1, Int32.self)
    case (_, .dayTimeInterval(_, let end)): return try fromWhole(Int128(end.microseconds), Int64.self)
    default: throw unsupported()
    }
  }

  private func fromWhole<T: FixedWidthInteger & BitwiseCopyable>(_ unit: Int128, _: T.Type) throws -> Vector {
    switch from {
    case .byte: return try scaled(Int8.self, 0, unit, T.self)
    case .short: return try scaled(Int16.self, 0, unit, T.self)
    case .integer: return try scaled(Int32.self, 0, unit, T.self)
    case .long: return try scaled(Int64.self, 0, unit, T.self)
    default: throw unsupported()
    }
  }

  private func scaled<A, T>(_: A.Type, _ scale: Int, _ unit: Int128, _: T.Type) throws -> Vector
  where A: FixedWidthInteger & BitwiseCopyable, T: FixedWidthInteger & BitwiseCopyable {
    try mapValid(A.self, zero: 0 as T, failure: { overflow(sqlValue($1)) }) { value in
      let (product, tooBig) = Int128(truncatingIfNeeded: value).multipliedReportingOverflow(by: unit)
      if tooBig { return nil }
      return T(exactly: scale == 0 ? product : Decimal128.divideRounding(product, by: Decimal128.powersOfTen[scale]))
    }
  }

  /// Text of intervals; malformed text is an error of its own in ANSI mode and null else.
  private func textRows<R: BitwiseCopyable>(zero: R, _ body: (String) throws -> R) throws -> Vector {
    let views = source.views
    var problem: (any Error)?
    return try rows(
      zero: zero, failure: { _ in problem as? SparkError },
      { row in
        do {
          return try body(StringView.string(at: views + row))
        } catch {
          problem = error
          return nil
        }
      })
  }

  func toBinary() throws -> Vector {
    let heap = StringHeap()
    func bigEndian<A: FixedWidthInteger & BitwiseCopyable>(_: A.Type) -> Vector {
      let result = map(A.self) { value -> StringView in
        var swapped = value.bigEndian
        return withUnsafeBytes(of: &swapped) { bytes in
          guard let base = bytes.baseAddress else { return .empty }
          return heap.store(base.assumingMemoryBound(to: UInt8.self), count: bytes.count)
        }
      }
      return Vector(type: to, count: count, validity: result.validity, layout: result.layout, heaps: heap.blocks)
    }
    switch from {
    case .string: return source.retyped(.binary)
    case .byte: return bigEndian(Int8.self)
    case .short: return bigEndian(Int16.self)
    case .integer: return bigEndian(Int32.self)
    case .long: return bigEndian(Int64.self)
    default: throw unsupported()
    }
  }
}
