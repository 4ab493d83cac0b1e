import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

extension ArithmeticKernel {
  /// `-value` of each row.
  /// - Throws: `ARITHMETIC_OVERFLOW` in ANSI mode for the smallest integer.
  public static func negate(_ vector: Vector, mode: FailureMode) throws -> Vector {
    try unary(vector, mode) {
      0 &- $0
    } decimal: {
      0 &- $0
    } double: {
      -$0
    } float: {
      -$0
    }
  }

  /// The magnitude of each row.
  /// - Throws: `ARITHMETIC_OVERFLOW` in ANSI mode for the smallest integer.
  public static func absolute(_ vector: Vector, mode: FailureMode) throws -> Vector {
    try unary(vector, mode) {
      $0 < 0 ? 0 &- $0 : $0
    } decimal: {
      $0 < 0 ? 0 &- $0 : $0
    } double: {
      abs($0)
    } float: {
      abs($0)
    }
  }

  @inline(__always)
  private static func unary(
    _ vector: Vector, _ mode: FailureMode, _ integer: (Int64) -> Int64, decimal: (Int128) -> Int128,
    double: (Double) -> Double, float: (Float) -> Float
  ) throws -> Vector {
    let source = vector.flattened()
    let count = source.count
    func values<T: BitwiseCopyable>(_ body: (T) -> T) -> Vector {
      let input = source.values(T.self)
      let buffer = Buffer(count: count, of: T.self)
      let out = buffer.mutable(T.self)
      for row in 0..<count { out[row] = body(input[row]) }
      return Vector(type: source.type, count: count, values: buffer, validity: source.validity)
    }
    func integers<T: FixedWidthInteger & SignedInteger & BitwiseCopyable>(_: T.Type) throws -> Vector {
      let result = values { (value: T) -> T in T(truncatingIfNeeded: integer(Int64(truncatingIfNeeded: value))) }
      if mode == .legacy { return result }
      let input = source.values(T.self)
      var eraser = ValidityEraser(source.validity, count: count)
      for row in 0..<count where input[row] == T.min && (source.validity?[row] ?? true) {
        if mode == .ansi { throw ArithmeticFailure.overflow() }
        eraser.erase(row)
      }
      return result.withValidity(eraser.finish())
    }
    switch source.type.physical {
    case .int8: return try integers(Int8.self)
    case .int16: return try integers(Int16.self)
    case .int32: return try integers(Int32.self)
    case .int64: return source.type.storage.isDecimal ? values(integer) : try integers(Int64.self)
    case .int128: return values(decimal)
    case .float: return values(float)
    case .double: return values(double)
    case .null: return source
    default: throw SparkError.internal("Negation of \(source.type.sql).")
    }
  }
}
