import RedstartDiagnostics
import RedstartTypes

/// The operators that kernels compute on numbers.
public enum ArithmeticOperation: String, Sendable, Hashable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case integralDivide = "div"
  case remainder = "%"

  /// The function that gives null instead of failing.
  public var tryFunction: String {
    switch self {
    case .add: "try_add"
    case .subtract: "try_subtract"
    case .multiply: "try_multiply"
    case .divide, .integralDivide: "try_divide"
    case .remainder: "try_mod"
    }
  }
}

/// The conditions of failed arithmetic, with Spark's parameters.
public enum ArithmeticFailure {
  public static func divideByZero() -> SparkError { SparkError("DIVIDE_BY_ZERO", ["config": ansiConfigParameter]) }

  public static func remainderByZero() -> SparkError { SparkError("REMAINDER_BY_ZERO", ["config": ansiConfigParameter]) }

  /// Overflow of `int` and `bigint`; `function` gives null instead.
  public static func overflow(_ message: String = "overflow", function: String? = nil) -> SparkError {
    let alternative = function.map { " Use '\($0)' to tolerate overflow and return NULL instead." } ?? ""
    return SparkError(
      "ARITHMETIC_OVERFLOW", ["message": message, "alternative": alternative, "config": ansiConfigParameter])
  }

  /// Overflow of `tinyint` and `smallint`, which Spark reports with their values.
  public static func smallOverflow(_ operation: ArithmeticOperation, _ a: Int64, _ b: Int64) -> SparkError {
    SparkError(
      "BINARY_ARITHMETIC_OVERFLOW",
      [
        "value1": "\(a)S", "symbol": operation.rawValue, "value2": "\(b)S",
        "functionName": "`\(operation.tryFunction)`",
      ])
  }

  /// A decimal with too many digits for its type.
  public static func decimalOutOfRange(_ value: String, precision: Int, scale: Int) -> SparkError {
    SparkError(
      "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
      ["value": value, "precision": String(precision), "scale": String(scale), "config": ansiConfigParameter])
  }
}
