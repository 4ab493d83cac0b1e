import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

extension ArithmeticKernel {
  /// Overflow is collected into one flag a batch; only a set flag starts the search for the guilty row, since the unspecified
  /// values of null rows may raise it too.
  static func integers<T: FixedWidthInteger & SignedInteger & BitwiseCopyable>(
    _ operation: ArithmeticOperation, _ left: Vector, _ right: Vector, _: T.Type, _ type: DataType, _ mode: FailureMode,
    _ count: Int, _ validity: Bitmap?
  ) throws -> Vector {
    let a = left.operand(T.self)
    let b = right.operand(T.self)
    let buffer = Buffer(count: count, of: T.self)
    let out = buffer.mutable(T.self)
    var bits = validity
    switch operation {
    case .add:
      if mode == .legacy {
        mapRows(a, b, count, out) { $0 &+ $1 }
      } else {
        let flags = mapRowsChecked(a, b, count, out) { (x: T, y: T) -> (T, T) in
          let sum = x &+ y
          return (sum, (x ^ sum) & (y ^ sum))
        }
        if flags < 0 {
          bits = try resolve(operation, a, b, mode, count, validity) { $0.addingReportingOverflow($1).overflow }
        }
      }
    case .subtract:
      if mode == .legacy {
        mapRows(a, b, count, out) { $0 &- $1 }
      } else {
        let flags = mapRowsChecked(a, b, count, out) { (x: T, y: T) -> (T, T) in
          let difference = x &- y
          return (difference, (x ^ y) & (x ^ difference))
        }
        if flags < 0 {
          bits = try resolve(operation, a, b, mode, count, validity) { $0.subtractingReportingOverflow($1).overflow }
        }
      }
    case .multiply:
      if mode == .legacy {
        mapRows(a, b, count, out) { $0 &* $1 }
      } else {
        let flags: Int64
        if T.bitWidth < 64 {
          // The product of up to 32 bits fits 64: it overflows where narrowing changes it.
          flags = mapRowsChecked(a, b, count, out) { (x: T, y: T) -> (T, Int64) in
            let product = Int64(truncatingIfNeeded: x) &* Int64(truncatingIfNeeded: y)
            let narrow = T(truncatingIfNeeded: product)
            return (narrow, product ^ Int64(truncatingIfNeeded: narrow))
          }
        } else {
          flags = Int64(
            mapRowsChecked(a, b, count, out) { (x: T, y: T) -> (T, UInt8) in
              let (product, overflow) = x.multipliedReportingOverflow(by: y)
              return (product, byte(overflow))
            })
        }
        if flags != 0 {
          bits = try resolve(operation, a, b, mode, count, validity) { $0.multipliedReportingOverflow(by: $1).overflow }
        }
      }
    case .divide, .integralDivide:
      let flags = mapRowsChecked(a, b, count, out) { (x: T, y: T) -> (T, UInt8) in
        let (quotient, overflow) = x.dividedReportingOverflow(by: y)
        return (quotient, byte(overflow))
      }
      if flags != 0 {
        bits = try resolve(operation, a, b, mode, count, validity) { x, y in
          y == 0 || (mode != .legacy && x.dividedReportingOverflow(by: y).overflow)
        }
      }
    case .remainder:
      let flags = mapRowsChecked(a, b, count, out) { (x: T, y: T) -> (T, UInt8) in
        let (rest, overflow) = x.remainderReportingOverflow(dividingBy: y)
        return (rest, byte(overflow))
      }
      if flags != 0 { bits = try resolve(operation, a, b, mode, count, validity) { _, y in y == 0 } }
    }
    return Vector(type: type, count: count, values: buffer, validity: bits)
  }

  /// Finds the valid rows without a result: the first one fails in ANSI mode, else they become null.
  private static func resolve<T: FixedWidthInteger & SignedInteger & BitwiseCopyable>(
    _ operation: ArithmeticOperation, _ a: Operand<T>, _ b: Operand<T>, _ mode: FailureMode, _ count: Int,
    _ validity: Bitmap?, _ fails: (T, T) -> Bool
  ) throws -> Bitmap? {
    var eraser = ValidityEraser(validity, count: count)
    for row in 0..<count where validity?[row] ?? true {
      let x = a[row]
      let y = b[row]
      guard fails(x, y) else { continue }
      if mode == .ansi { throw failure(operation, x, y) }
      eraser.erase(row)
    }
    return eraser.finish()
  }

  private static func failure<T: FixedWidthInteger & SignedInteger>(
    _ operation: ArithmeticOperation, _ x: T, _ y: T
  ) -> SparkError {
    if y == 0, operation == .divide || operation == .integralDivide { return ArithmeticFailure.divideByZero() }
    if y == 0, operation == .remainder { return ArithmeticFailure.remainderByZero() }
    if operation == .integralDivide {
      return ArithmeticFailure.overflow("Overflow in integral divide", function: operation.tryFunction)
    }
    if T.bitWidth < 32 { return ArithmeticFailure.smallOverflow(operation, Int64(x), Int64(y)) }
    return ArithmeticFailure.overflow(function: operation.tryFunction)
  }
}
