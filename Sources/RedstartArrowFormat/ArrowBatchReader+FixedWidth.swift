import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// `quotient` rounded towards minus infinity.
@inline(__always)
private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? quotient &- 1 : quotient
}

extension ArrowBatchReader {
  /// The values buffer of a fixed-width column in our layout.
  func fixedWidth(_ arrow: ArrowType, _ type: DataType, _ count: Int, _ bits: Bitmap?) throws -> Buffer {
    switch arrow {
    case .boolean:
      let source = try buffer((count + 7) / 8)
      let target = try allocate(count)
      let from = source.pointer(UInt8.self)
      let to = target.mutable(UInt8.self)
      let whole = count >> 3
      for byte in 0..<whole {
        // Bit i of the byte alone in byte i of a word, then made 0 or 1.
        let bits = (UInt64(from[byte]) &* 0x0101_0101_0101_0101) & 0x8040_2010_0804_0201
        let flags = ((bits &+ 0x7f7f_7f7f_7f7f_7f7f) &>> 7) & 0x0101_0101_0101_0101
        UnsafeMutableRawPointer(to + byte &* 8).storeBytes(of: flags, as: UInt64.self)
      }
      for row in (whole * 8)..<count { to[row] = (from[row &>> 3] &>> UInt8(row & 7)) & 1 }
      return target
    case .integer(8, true): return try values(Int8.self, count: count)
    case .integer(16, true): return try values(Int16.self, count: count)
    case .integer(32, true), .date(days: true), .intervalMonths: return try values(Int32.self, count: count)
    case .integer(64, true): return try values(Int64.self, count: count)
    case .integer(8, false): return try convert(UInt8.self, count) { Int16($0) }
    case .integer(16, false): return try convert(UInt16.self, count) { Int32($0) }
    case .integer(32, false): return try convert(UInt32.self, count) { Int64($0) }
    case .integer: return try convert(UInt64.self, count) { Int128($0) }
    case .float(16): return try convert(UInt16.self, count) { halfToFloat($0) }
    case .float(32): return try values(Float.self, count: count)
    case .float: return try values(Double.self, count: count)
    case .decimal(_, _, let width): return try decimals(width, type, count, bits)
    case .date: return try convert(Int64.self, count) { Int32(truncatingIfNeeded: floorDivide($0, 86_400_000)) }
    case .timestamp(let unit, _), .duration(let unit): return try microseconds(unit, count, bits)
    case .intervalDayTime:
      return try convert(UInt64.self, count) {
        CalendarInterval(
          days: Int32(truncatingIfNeeded: $0), microseconds: Int64(Int32(truncatingIfNeeded: $0 &>> 32)) &* 1000)
      }
    case .intervalMonthDayNano:
      return try convert(CalendarInterval.self, count) {
        CalendarInterval(months: $0.months, days: $0.days, microseconds: floorDivide($0.microseconds, 1000))
      }
    default: throw SparkError("UNSUPPORTED_ARROWTYPE", ["typeName": "\(arrow)"])
    }
  }

  private func convert<From: BitwiseCopyable, To: BitwiseCopyable>(
    _ type: From.Type, _ count: Int, _ body: (From) -> To
  ) throws -> Buffer {
    let source = try buffer(count * MemoryLayout<From>.stride)
    let target = try allocate(count * MemoryLayout<To>.stride)
    let from = UnsafeRawPointer(source.base)
    let to = target.mutable(To.self)
    for row in 0..<count {
      to[row] = body(from.loadUnaligned(fromByteOffset: row &* MemoryLayout<From>.stride, as: From.self))
    }
    return target
  }

  private func microseconds(_ unit: ArrowType.TimeUnit, _ count: Int, _ bits: Bitmap?) throws -> Buffer {
    switch unit {
    case .microsecond: return try values(Int64.self, count: count)
    case .nanosecond: return try convert(Int64.self, count) { floorDivide($0, 1000) }
    case .second, .millisecond:
      let factor: Int64 = unit == .second ? 1_000_000 : 1000
      let limit = Int64.max / factor
      let source = try buffer(count * 8)
      let target = try allocate(count * 8)
      let from = UnsafeRawPointer(source.base)
      let to = target.mutable(Int64.self)
      var bad = false
      for row in 0..<count {
        let value = from.loadUnaligned(fromByteOffset: row &* 8, as: Int64.self)
        bad = bad || ((value > limit || value < -limit) && bits?[row] != false)
        to[row] = value &* factor
      }
      if bad {
        throw SparkError("ARITHMETIC_OVERFLOW", ["message": "A timestamp is out of range", "alternative": "", "config": ""])
      }
      return target
    }
  }

  private func decimals(_ width: Int, _ type: DataType, _ count: Int, _ bits: Bitmap?) throws -> Buffer {
    guard case .decimal(let precision, _) = type else { throw SparkError.internal("decimals of the type \(type)") }
    let bound = Decimal128.powersOfTen[precision]
    let source = try buffer(count * width / 8)
    let from = UnsafeRawPointer(source.base)
    var bad = false
    if width == 128, precision > 18, Int(bitPattern: source.base) % 16 == 0 {
      let values = source.pointer(Int128.self)
      for row in 0..<count { bad = bad || ((values[row] >= bound || values[row] <= -bound) && bits?[row] != false) }
      if bad { throw outOfRange(type) }
      return source
    }
    let target = try allocate(count * (precision <= 18 ? 8 : 16))
    for row in 0..<count {
      let value: Int128
      switch width {
      case 32: value = Int128(from.loadUnaligned(fromByteOffset: row &* 4, as: Int32.self))
      case 64: value = Int128(from.loadUnaligned(fromByteOffset: row &* 8, as: Int64.self))
      case 128: value = from.loadUnaligned(fromByteOffset: row &* 16, as: Int128.self)
      default:
        value = from.loadUnaligned(fromByteOffset: row &* 32, as: Int128.self)
        let high = from.loadUnaligned(fromByteOffset: row &* 32 &+ 16, as: Int128.self)
        bad = bad || (high != (value < 0 ? -1 : 0) && bits?[row] != false)
      }
      bad = bad || ((value >= bound || value <= -bound) && bits?[row] != false)
      if precision <= 18 {
        target.mutable(Int64.self)[row] = Int64(truncatingIfNeeded: value)
      } else {
        target.mutable(Int128.self)[row] = value
      }
    }
    if bad { throw outOfRange(type) }
    return target
  }

  private func outOfRange(_ type: DataType) -> SparkError { .arrow("a decimal does not fit \(type.sql)") }
}

/// A half-precision float as a float (`Float16` is not available on every platform).
func halfToFloat(_ half: UInt16) -> Float {
  let sign = UInt32(half & 0x8000) << 16
  let exponent = UInt32(half >> 10) & 0x1f
  let fraction = UInt32(half & 0x3ff)
  switch exponent {
  case 0:
    let magnitude = Float(fraction) * 0x1p-24
    return sign == 0 ? magnitude : -magnitude
  case 31: return Float(bitPattern: sign | 0x7f80_0000 | fraction << 13)
  default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
  }
}
