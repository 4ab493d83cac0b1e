import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
import RedstartMemory
import RedstartTypes
import Synchronization

/// The functions that stages call in the projections they make.
///
/// A function's name tells its constants: calls of the same name over the same columns are one computation, and a cached query is
/// found again. Models, whose constants are large, put a number of their own into it.
enum StageFunction {
  private static let identities = Atomic<Int>(0)

  /// A number that no other model has.
  static func nextIdentity() -> Int { identities.add(1, ordering: .relaxed).newValue }

  static func call(
    _ name: String, _ arguments: [Expression], _ type: DataType, nullable: Bool,
    nullPolicy: BoundFunction.NullPolicy = .custom, body: @escaping BoundFunction.Body
  ) -> Expression {
    .call(
      FunctionCall(
        BoundFunction(
          name, type: type, nullable: nullable, nullPolicy: nullPolicy, isFoldable: false,
          sql: { "UDF(\($0.joined(separator: ", ")))" }, body: body), arguments))
  }

  /// A function from vectors of the size that a model was fitted on to vectors; `stage` and the column stand in messages.
  /// - Parameter row: Adds the result of a row; `scratch` holds `size` elements for it to use.
  static func vectors(
    _ name: String, _ column: Attribute, size: Int, stage: String,
    row:
      @escaping @Sendable (
        _ rows: VectorRows, _ row: Int, _ scratch: UnsafeMutablePointer<Double>, _ out: inout VectorColumnBuilder
      ) -> Void
  ) -> Expression {
    let input = column.name
    return call(name, [.attribute(column)], .udt(.vector), nullable: true) { arguments, count in
      guard let rows = VectorRows(arguments[0]) else { throw SparkError.internal("\(input) holds no vectors") }
      var builder = VectorColumnBuilder(capacity: count, size: size)
      let scratch = Buffer(byteCount: max(size, 1) * MemoryLayout<Double>.stride)
      for index in 0..<count {
        if rows.isNull(index) { throw SparkError.failed(stage, "vector", "vector", "a vector in column \(input) is null") }
        guard rows.size(index) == size else {
          throw SparkError.failed(
            stage, "vector", "vector",
            "a vector in column \(input) has \(rows.size(index)) elements, where the model was fitted on \(size)")
        }
        row(rows, index, scratch.mutable(Double.self), &builder)
      }
      return builder.finish()
    }
  }
}

extension SparkError {
  /// The failure of a stage's function on a row.
  static func failed(_ stage: String, _ argument: String, _ result: String, _ reason: String) -> SparkError {
    SparkError(
      "FAILED_EXECUTE_UDF", ["functionName": "`\(stage)`", "signature": argument, "result": result, "reason": reason])
  }
}
