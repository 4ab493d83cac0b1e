import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

extension ArithmeticKernel {
  static func floats<T: BinaryFloatingPoint & BitwiseCopyable>(
    _ operation: ArithmeticOperation, _ left: Vector, _ right: Vector, _: T.Type, _ type: DataType, _ mode: FailureMode,
    _ count: Int, _ validity: Bitmap?
  ) throws -> Vector {
    let a = left.operand(T.self)
    let b = right.operand(T.self)
    let buffer = Buffer(count: count, of: T.self)
    let out = buffer.mutable(T.self)
    var bits = validity
    switch operation {
    case .add: mapRows(a, b, count, out) { $0 + $1 }
    case .subtract: mapRows(a, b, count, out) { $0 - $1 }
    case .multiply: mapRows(a, b, count, out) { $0 * $1 }
    case .divide, .integralDivide:
      // A zero divisor is an error or null in Spark, never an infinity.
      let zero = mapRowsChecked(a, b, count, out) { (x: T, y: T) -> (T, UInt8) in (x / y, byte(y == 0)) }
      if zero != 0 { bits = try zeroDivisors(b, mode, count, validity, ArithmeticFailure.divideByZero) }
    case .remainder:
      let zero = mapRowsChecked(a, b, count, out) { (x: T, y: T) -> (T, UInt8) in
        (x.truncatingRemainder(dividingBy: y), byte(y == 0))
      }
      if zero != 0 { bits = try zeroDivisors(b, mode, count, validity, ArithmeticFailure.remainderByZero) }
    }
    return Vector(type: type, count: count, values: buffer, validity: bits)
  }

  private static func zeroDivisors<T: BinaryFloatingPoint & BitwiseCopyable>(
    _ divisor: Operand<T>, _ mode: FailureMode, _ count: Int, _ validity: Bitmap?, _ failure: () -> SparkError
  ) throws -> Bitmap? {
    var eraser = ValidityEraser(validity, count: count)
    for row in 0..<count where (validity?[row] ?? true) && divisor[row] == 0 {
      if mode == .ansi { throw failure() }
      eraser.erase(row)
    }
    return eraser.finish()
  }
}
