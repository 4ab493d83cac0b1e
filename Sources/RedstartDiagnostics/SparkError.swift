/// An error with Spark's condition, SQLSTATE and message parameters.
///
/// Every failure that a user can see is one of these. The condition names the case (`DIVIDE_BY_ZERO`), the SQLSTATE and
/// the sentence come from ``ErrorCondition``; the exception class decides which exception a Spark client raises.
public struct SparkError: Error, Sendable, CustomStringConvertible {
  /// Spark's condition name, with its sub-condition after a dot.
  public var condition: String
  /// Named values of the message, as text; column and table names arrive quoted with back-ticks.
  public var parameters: [String: String]
  /// The JVM exception family that clients map to their own exceptions.
  public var exception: ExceptionClass
  /// Where in the query text, or in the client's program, the failing piece stands.
  public var queryContext: [QueryContext]
  /// A cause to show below the message, such as the operating system's reason.
  public var cause: String?

  public init(
    _ condition: String, _ parameters: [String: String] = [:], as exception: ExceptionClass? = nil,
    context: [QueryContext] = [], cause: String? = nil
  ) {
    self.condition = condition
    self.parameters = parameters
    self.exception = exception ?? ErrorCondition.named(condition).exception
    self.queryContext = context
    self.cause = cause
  }

  /// The five-character SQLSTATE of the condition.
  public var sqlState: String { ErrorCondition.named(condition).sqlState }

  /// `[CONDITION] sentence SQLSTATE: state`, as Spark prints it.
  public var message: String {
    let sentence = ErrorCondition.named(condition).sentence(parameters)
    var text = condition.isEmpty ? sentence : "[\(condition)] \(sentence)"
    if !sqlState.isEmpty { text += " SQLSTATE: \(sqlState)" }
    if let cause { text += "\nCaused by: \(cause)" }
    for context in queryContext { text += "\n" + context.summary }
    return text
  }

  public var description: String { message }

  /// An error for a feature that Spark has and Redstart does not have yet.
  public static func unsupported(_ feature: String, _ advice: String = "Rewrite the query without it.") -> SparkError {
    SparkError("UNSUPPORTED_FEATURE.REDSTART", ["feature": feature, "advice": advice])
  }

  /// An error that Spark reports as a bare Java exception, without a condition.
  public static func bare(_ message: String, as exception: ExceptionClass) -> SparkError {
    SparkError("", ["message": message], as: exception)
  }

  /// An error for a broken invariant of the engine itself; never for user input.
  public static func `internal`(_ message: String) -> SparkError {
    SparkError("INTERNAL_ERROR", ["message": message])
  }
}

/// The JVM exception families that Spark clients know.
public enum ExceptionClass: Sendable {
  case analysis, parse, arithmetic, numberFormat, dateTime, runtime, illegalArgument, unsupportedOperation
  case arrayIndexOutOfBounds, noSuchElement, classNotFound, upgrade, spark, sparkSQL, invalidPlanInput, security

  /// The class names, most specific first, that clients match against.
  public var javaClasses: [String] {
    switch self {
    case .analysis: ["org.apache.spark.sql.catalyst.ExtendedAnalysisException", "org.apache.spark.sql.AnalysisException"]
    case .parse:
      ["org.apache.spark.sql.catalyst.parser.ParseException", "org.apache.spark.sql.AnalysisException"]
    case .arithmetic: ["org.apache.spark.SparkArithmeticException", "java.lang.ArithmeticException"]
    case .numberFormat:
      ["org.apache.spark.SparkNumberFormatException", "java.lang.NumberFormatException", "java.lang.IllegalArgumentException"]
    case .dateTime: ["org.apache.spark.SparkDateTimeException", "java.time.DateTimeException"]
    case .runtime: ["org.apache.spark.SparkRuntimeException", "java.lang.RuntimeException"]
    case .illegalArgument: ["org.apache.spark.SparkIllegalArgumentException", "java.lang.IllegalArgumentException"]
    case .unsupportedOperation:
      ["org.apache.spark.SparkUnsupportedOperationException", "java.lang.UnsupportedOperationException"]
    case .arrayIndexOutOfBounds:
      ["org.apache.spark.SparkArrayIndexOutOfBoundsException", "java.lang.ArrayIndexOutOfBoundsException"]
    case .noSuchElement: ["org.apache.spark.SparkNoSuchElementException", "java.util.NoSuchElementException"]
    case .classNotFound:
      [
        "org.apache.spark.SparkClassNotFoundException", "java.lang.ClassNotFoundException",
        "java.lang.ReflectiveOperationException",
      ]
    case .upgrade: ["org.apache.spark.SparkUpgradeException", "java.lang.RuntimeException"]
    case .spark: ["org.apache.spark.SparkException"]
    case .sparkSQL: ["org.apache.spark.SparkSQLException"]
    case .invalidPlanInput: ["org.apache.spark.sql.connect.common.InvalidPlanInput"]
    case .security: ["org.apache.spark.SparkSecurityException", "java.lang.SecurityException"]
    }
  }
}
