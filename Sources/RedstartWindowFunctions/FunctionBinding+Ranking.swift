import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// The frame of functions that look at the rows so far.
let rowsSoFar = WindowFrame(unit: .rows, lower: .unboundedPreceding, upper: .currentRow)

extension FunctionBinding {
  /// Ranking functions take neither FILTER nor IGNORE NULLS.
  func requirePlainCall(allowingNullTreatment: Bool = false) throws {
    let syntax = filter != nil ? "FILTER CLAUSE" : ignoreNulls && !allowingNullTreatment ? "IGNORE NULLS" : nil
    if let syntax {
      throw SparkError(
        "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX", ["prettyName": "`\(name.lowercased())`", "syntax": syntax],
        context: origin.contexts)
    }
  }

  /// A ranking function without arguments; `shown` is its name in generated column names.
  func ranking<T: BitwiseCopyable>(
    _ type: DataType, _ shown: String, frame: WindowFrame = rowsSoFar,
    _ body: @escaping @Sendable (WindowRows, UnsafeMutablePointer<T>) -> Void
  ) throws -> Expression {
    try requirePlainCall()
    try requireCount(0)
    return window([], type, nullable: false, framing: .fixed(frame), sql: { _ in "\(shown)()" }) { _, rows in
      let values = Buffer(count: max(rows.count, 1), of: T.self)
      body(rows, values.mutable(T.self))
      return Vector(type: type, count: rows.count, values: values)
    }
  }
}

extension WindowRows {
  var partitionStart: UnsafePointer<Int32> { partitionStarts.pointer(Int32.self) }
  var partitionEnd: UnsafePointer<Int32> { partitionEnds.pointer(Int32.self) }
  var peerStart: UnsafePointer<Int32> { peerStarts.pointer(Int32.self) }
  var peerEnd: UnsafePointer<Int32> { peerEnds.pointer(Int32.self) }
  var frameStart: UnsafePointer<Int32> { frameStarts.pointer(Int32.self) }
  var frameEnd: UnsafePointer<Int32> { frameEnds.pointer(Int32.self) }
}
