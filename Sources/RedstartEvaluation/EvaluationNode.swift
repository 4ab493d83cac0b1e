import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// One step of a compiled expression, dispatched once a batch.
protocol EvaluationNode: Sendable {
  var type: DataType { get }
  /// Whether evaluation can throw for some values.
  var canFail: Bool { get }
  /// Rough cost of a row; one is a simple loop.
  var cost: Int { get }
  /// Whether every batch gives the same value in every row.
  var isConstant: Bool { get }
  /// The value of each row of the batch; any encoding.
  func evaluate(_ batch: EvaluationBatch) throws -> Vector
}

extension Cast.Mode {
  /// What kernels call it.
  public var failureMode: FailureMode {
    switch self {
    case .legacy: .legacy
    case .ansi: .ansi
    case .try: .try
    }
  }
}

extension Origin {
  /// Runs `body`; errors that Spark reports with a place get this one when they have none.
  @inline(__always)
  func attach<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch var error as SparkError {
      if error.queryContext.isEmpty, !Self.withoutPlace.contains(error.condition) { error.queryContext = contexts }
      throw error
    }
  }

  /// Conditions that Spark reports without a place in the query.
  private static let withoutPlace: Set<String> = [
    "BINARY_ARITHMETIC_OVERFLOW", "CAST_OVERFLOW", "NUMERIC_OUT_OF_SUPPORTED_RANGE", "INTERNAL_ERROR", "OPERATION_CANCELED",
    "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE", "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING",
  ]
}
