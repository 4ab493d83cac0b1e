import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// `left op right` on batches of numbers.
public enum ArithmeticKernel {
  /// The result of each row. Except for decimals both sides have the result's type (`bigint` for `div`); vectors may be encoded.
  /// - Throws: with ``FailureMode/ansi``, Spark's condition for the first row that overflows or divides by zero.
  public static func evaluate(
    _ operation: ArithmeticOperation, _ left: Vector, _ right: Vector, type: DataType, mode: FailureMode, count: Int
  ) throws -> Vector {
    if left.allNull || right.allNull || count == 0 { return .nulls(type, count: count) }
    let a = left.dense
    let b = right.dense
    let validity = Bitmap.and(a.rowValidity, b.rowValidity)
    if a.type.storage.isDecimal, b.type.storage.isDecimal {
      return try DecimalArithmetic(operation, a, b, type: type, mode: mode, count: count, validity: validity).evaluate()
    }
    switch a.type.physical {
    case .int8: return try integers(operation, a, b, Int8.self, type, mode, count, validity)
    case .int16: return try integers(operation, a, b, Int16.self, type, mode, count, validity)
    case .int32: return try integers(operation, a, b, Int32.self, type, mode, count, validity)
    case .int64: return try integers(operation, a, b, Int64.self, type, mode, count, validity)
    case .float: return try floats(operation, a, b, Float.self, type, mode, count, validity)
    case .double: return try floats(operation, a, b, Double.self, type, mode, count, validity)
    default: throw SparkError.internal("Arithmetic on \(a.type.sql).")
    }
  }
}
