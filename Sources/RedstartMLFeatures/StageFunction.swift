import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
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

  /// A function from vectors to vectors that adds one row for each that it is given; `stage` and the column stand in messages.
  /// - Parameter row: Adds the result of a row that is not null.
  static func vectors(
    _ name: String, _ column: Attribute, stage: String,
    row: @escaping @Sendable (_ rows: VectorRows, _ row: Int, _ out: inout VectorColumnBuilder) throws -> Void
  ) -> Expression {
    let input = column.name
    return call(name, [.attribute(column)], .udt(.vector), nullable: true) { arguments, count in
      guard let rows = VectorRows(arguments[0]) else { throw SparkError.internal("\(input) holds no vectors") }
      var builder = VectorColumnBuilder(capacity: count, size: count > 0 && !rows.isNull(0) ? rows.size(0) : 0)
      for index in 0..<count {
        if rows.isNull(index) { throw SparkError.failed(stage, "vector", "vector", "a vector in column \(input) is null") }
        try row(rows, index, &builder)
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
