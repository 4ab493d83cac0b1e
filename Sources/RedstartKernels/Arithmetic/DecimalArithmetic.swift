import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// Arithmetic on decimals of any precision and scale.
///
/// Operands and results of up to 18 digits are 64 bits wide, others 128. Where the result's type holds every possible result,
/// loops run without checks; else each row is checked, with a fast path for digits that fit 64 bits.
struct DecimalArithmetic {
  let operation: ArithmeticOperation
  let left: Vector
  let right: Vector
  let type: DataType
  let mode: FailureMode
  let count: Int
  let validity: Bitmap?
  let (p1, s1, p2, s2, precision, scale): (Int, Int, Int, Int, Int, Int)

  init(
    _ operation: ArithmeticOperation, _ left: Vector, _ right: Vector, type: DataType, mode: FailureMode, count: Int,
    validity: Bitmap?
  ) {
    self.operation = operation
    self.left = left
    self.right = right
    self.type = type
    self.mode = mode
    self.count = count
    self.validity = validity
    (p1, s1) = left.type.decimalShape
    (p2, s2) = right.type.decimalShape
    (precision, scale) = type.decimalShape
  }

  func evaluate() throws -> Vector {
    switch (left.type.physical, right.type.physical) {
    case (.int64, .int64): try evaluate(Int64.self, Int64.self)
    case (.int64, _): try evaluate(Int64.self, Int128.self)
    case (_, .int64): try evaluate(Int128.self, Int64.self)
    default: try evaluate(Int128.self, Int128.self)
    }
  }

  private func evaluate<A, B>(_: A.Type, _: B.Type) throws -> Vector
  where A: FixedWidthInteger & SignedInteger & BitwiseCopyable, B: FixedWidthInteger & SignedInteger & BitwiseCopyable {
    if operation == .integralDivide { return try integralDivide(left.operand(A.self), right.operand(B.self)) }
    return type.physical == .int64
      ? try evaluate(left.operand(A.self), right.operand(B.self), Int64.self)
      : try evaluate(left.operand(A.self), right.operand(B.self), Int128.self)
  }

  private func evaluate<A, B, R>(_ a: Operand<A>, _ b: Operand<B>, _: R.Type) throws -> Vector
  where
    A: FixedWidthInteger & SignedInteger & BitwiseCopyable, B: FixedWidthInteger & SignedInteger & BitwiseCopyable,
    R: FixedWidthInteger & SignedInteger & BitwiseCopyable
  {
    let buffer = Buffer(count: count, of: R.self)
    let out = buffer.mutable(R.self)
    var bits = validity
    switch operation {
    case .add, .subtract:
      let wanted = max(p1 - s1, p2 - s2) + max(s1, s2) + 1
      if scale == max(s1, s2), precision >= wanted || precision - scale > max(p1 - s1, p2 - s2) {
        addExactly(a, b, out)
      } else {
        bits = try checked(a, b, out)
      }
    case .multiply:
      if scale == s1 + s2, precision >= p1 + p2 {
        multiplyExactly(a, b, out)
      } else if scale == s1 + s2, precision == 38 {
        bits = try multiplyWide(a, b, out)
      } else {
        bits = try checked(a, b, out)
      }
    case .divide:
      let shift = scale - s1 + s2
      bits = shift >= 0 && shift <= 18 ? try divide(a, b, out, shift: shift) : try checked(a, b, out)
    case .remainder, .integralDivide: bits = try checked(a, b, out)
    }
    return Vector(type: type, count: count, values: buffer, validity: bits)
  }

  // MARK: Loops that cannot fail

  private func addExactly<A, B, R>(_ a: Operand<A>, _ b: Operand<B>, _ out: UnsafeMutablePointer<R>)
  where A: FixedWidthInteger & BitwiseCopyable, B: FixedWidthInteger & BitwiseCopyable, R: FixedWidthInteger & BitwiseCopyable {
    let f = R(truncatingIfNeeded: Decimal128.powersOfTen[scale - s1])
    let g = R(truncatingIfNeeded: Decimal128.powersOfTen[scale - s2])
    // A constant is scaled once, so that the loop needs no multiplication for it.
    withUnsafeTemporaryAllocation(of: R.self, capacity: 2) { scaled in
      scaled[0] = R(truncatingIfNeeded: a.values[0]) &* f
      scaled[1] = R(truncatingIfNeeded: b.values[0]) &* g
      guard let base = scaled.baseAddress else { return }
      let minus = operation == .subtract
      if a.isConstant {
        let x = Operand(UnsafePointer(base), isConstant: true)
        combine(x, 1, b, g, minus, out)
      } else if b.isConstant {
        let y = Operand(UnsafePointer(base + 1), isConstant: true)
        combine(a, f, y, 1, minus, out)
      } else {
        combine(a, f, b, g, minus, out)
      }
    }
  }

  private func combine<A, B, R>(
    _ a: Operand<A>, _ f: R, _ b: Operand<B>, _ g: R, _ minus: Bool, _ out: UnsafeMutablePointer<R>
  )
  where A: FixedWidthInteger & BitwiseCopyable, B: FixedWidthInteger & BitwiseCopyable, R: FixedWidthInteger & BitwiseCopyable {
    switch (f == 1 && g == 1, minus) {
    case (true, false): mapRows(a, b, count, out) { R(truncatingIfNeeded: $0) &+ R(truncatingIfNeeded: $1) }
    case (true, true): mapRows(a, b, count, out) { R(truncatingIfNeeded: $0) &- R(truncatingIfNeeded: $1) }
    case (false, false): mapRows(a, b, count, out) { R(truncatingIfNeeded: $0) &* f &+ R(truncatingIfNeeded: $1) &* g }
    case (false, true): mapRows(a, b, count, out) { R(truncatingIfNeeded: $0) &* f &- R(truncatingIfNeeded: $1) &* g }
    }
  }

  private func multiplyExactly<A, B, R>(_ a: Operand<A>, _ b: Operand<B>, _ out: UnsafeMutablePointer<R>)
  where A: FixedWidthInteger & BitwiseCopyable, B: FixedWidthInteger & BitwiseCopyable, R: FixedWidthInteger & BitwiseCopyable {
    if R.bitWidth == 128, A.bitWidth == 64, B.bitWidth == 64 {
      mapRows(a, b, count, out) { x, y in
        let (high, low) = Int64(truncatingIfNeeded: x).multipliedFullWidth(by: Int64(truncatingIfNeeded: y))
        return R(truncatingIfNeeded: Int128(truncatingIfNeeded: high) &<< 64 | Int128(truncatingIfNeeded: low))
      }
    } else {
      mapRows(a, b, count, out) { R(truncatingIfNeeded: $0) &* R(truncatingIfNeeded: $1) }
    }
  }

  // MARK: Loops that may fail

  /// Products of full precision: two factors of 64 bits always fit 38 digits.
  private func multiplyWide<A, B, R>(_ a: Operand<A>, _ b: Operand<B>, _ out: UnsafeMutablePointer<R>) throws -> Bitmap?
  where
    A: FixedWidthInteger & SignedInteger & BitwiseCopyable, B: FixedWidthInteger & SignedInteger & BitwiseCopyable,
    R: FixedWidthInteger & SignedInteger & BitwiseCopyable
  {
    let wide = mapRowsChecked(a, b, count, out) { (x: A, y: B) -> (R, UInt8) in
      let narrowX = Int64(truncatingIfNeeded: x)
      let narrowY = Int64(truncatingIfNeeded: y)
      let (high, low) = narrowX.multipliedFullWidth(by: narrowY)
      let product = Int128(truncatingIfNeeded: high) &<< 64 | Int128(truncatingIfNeeded: low)
      return (
        R(truncatingIfNeeded: product), byte(A(truncatingIfNeeded: narrowX) != x) | byte(B(truncatingIfNeeded: narrowY) != y)
      )
    }
    return wide == 0 ? validity : try checked(a, b, out)
  }

  private func divide<A, B, R>(_ a: Operand<A>, _ b: Operand<B>, _ out: UnsafeMutablePointer<R>, shift: Int) throws -> Bitmap?
  where
    A: FixedWidthInteger & SignedInteger & BitwiseCopyable, B: FixedWidthInteger & SignedInteger & BitwiseCopyable,
    R: FixedWidthInteger & SignedInteger & BitwiseCopyable
  {
    let factor = Decimal128.shortPowersOfTen[shift]
    let bound = R(truncatingIfNeeded: Decimal128.powersOfTen[precision])
    let unresolved = mapRowsChecked(a, b, count, out) { (x: A, y: B) -> (R, UInt8) in
      let dividend = Int64(truncatingIfNeeded: x)
      let divisor = Int64(truncatingIfNeeded: y)
      let (scaled, overflow) = dividend.multipliedReportingOverflow(by: factor)
      if overflow || divisor == 0 || scaled == .min || divisor == .min || A(truncatingIfNeeded: dividend) != x
        || B(truncatingIfNeeded: divisor) != y
      {
        return (0, 1)
      }
      let quotient = scaled / divisor
      let rest = (scaled &- quotient &* divisor).magnitude
      let up: Int64 = rest >= divisor.magnitude &- rest ? ((scaled < 0) == (divisor < 0) ? 1 : -1) : 0
      let result = R(truncatingIfNeeded: quotient &+ up)
      return (result, byte(result >= bound) | byte(result <= 0 &- bound))
    }
    return unresolved == 0 ? validity : try checked(a, b, out)
  }

  /// One row after the other through ``Decimal128``.
  private func checked<A, B, R>(_ a: Operand<A>, _ b: Operand<B>, _ out: UnsafeMutablePointer<R>) throws -> Bitmap?
  where A: FixedWidthInteger & BitwiseCopyable, B: FixedWidthInteger & BitwiseCopyable, R: FixedWidthInteger & BitwiseCopyable {
    var eraser = ValidityEraser(validity, count: count)
    for row in 0..<count {
      out[row] = 0
      guard validity?[row] ?? true else { continue }
      let x = Int128(truncatingIfNeeded: a[row])
      let y = Int128(truncatingIfNeeded: b[row])
      if let digits = result(x, y) {
        out[row] = R(truncatingIfNeeded: digits)
      } else {
        if mode == .ansi { throw failure(x, y) }
        eraser.erase(row)
      }
    }
    return eraser.finish()
  }

  private func result(_ x: Int128, _ y: Int128) -> Int128? {
    switch operation {
    case .add: Decimal128.add(x, scale: s1, y, scale: s2, precision: precision, scale: scale)
    case .subtract: Decimal128.add(x, scale: s1, 0 - y, scale: s2, precision: precision, scale: scale)
    case .multiply: Decimal128.multiply(x, scale: s1, y, scale: s2, precision: precision, scale: scale)
    case .divide: Decimal128.divide(x, scale: s1, y, scale: s2, precision: precision, scale: scale)
    case .remainder: Decimal128.remainder(x, scale: s1, y, scale: s2, precision: precision, scale: scale)
    case .integralDivide: Decimal128.integralQuotient(x, scale: s1, y, scale: s2)
    }
  }

  /// `div` gives a `bigint`: the whole part's low 64 bits.
  private func integralDivide<A, B>(_ a: Operand<A>, _ b: Operand<B>) throws -> Vector
  where A: FixedWidthInteger & BitwiseCopyable, B: FixedWidthInteger & BitwiseCopyable {
    let buffer = Buffer(count: count, of: Int64.self)
    let bits = try checked(a, b, buffer.mutable(Int64.self))
    return Vector(type: type, count: count, values: buffer, validity: bits)
  }

  private func failure(_ x: Int128, _ y: Int128) -> SparkError {
    if y == 0, operation == .divide || operation == .integralDivide { return ArithmeticFailure.divideByZero() }
    if y == 0, operation == .remainder { return ArithmeticFailure.remainderByZero() }
    let whole = operation == .integralDivide
    let value = ExactDecimal.text(operation, x, scale: s1, y, scale: s2, quotientScale: whole ? 0 : scale)
    if whole { return ArithmeticFailure.decimalOutOfRange(value, precision: min(38, max(1, p1 - s1 + s2)), scale: 0) }
    return ArithmeticFailure.decimalOutOfRange(value, precision: precision, scale: scale)
  }
}

extension DataType {
  /// Precision and scale of a decimal; (19, 0) for anything else.
  var decimalShape: (Int, Int) {
    if case .decimal(let precision, let scale) = storage { (precision, scale) } else { (19, 0) }
  }
}
