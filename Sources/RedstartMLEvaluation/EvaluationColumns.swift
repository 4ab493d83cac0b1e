import RedstartColumnar
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Columns of numbers of a dataset, read for an evaluator.
struct EvaluationColumns {
  private let columns: [[Double]]
  /// Nil when all are 1.
  let weights: [Double]?

  /// Reads the columns and the weights.
  ///
  /// - Throws: `ML_INVALID_VALUE` for null labels and predictions, `USER_RAISED_EXCEPTION` for weights that are none.
  init(_ dataset: Dataset, _ expressions: [Expression], weight: Expression?, _ cancellation: CancellationToken) throws {
    let list = (expressions + (weight.map { [$0] } ?? [])).enumerated().map { ($1, "c\($0)") }
    var read: [[Double]] = list.map { _ in [] }
    for batch in try dataset.select(list, cancellation).collect() {
      for (index, column) in batch.columns.enumerated() {
        let flat = column.flattened()
        if flat.nullCount > 0 {
          if index == expressions.count { throw Self.rejected("Weights MUST NOT be Null or NaN") }
          throw SparkError(
            "ML_INVALID_VALUE", ["reason": "Labels, predictions and probabilities must not be null. Leave such rows out."])
        }
        read[index] += UnsafeBufferPointer(start: flat.values(Double.self), count: flat.count)
      }
    }
    columns = read
    weights = weight == nil ? nil : read[expressions.count]
    for weight in weights ?? [] where !(weight >= 0 && weight.isFinite) {
      throw Self.rejected(
        weight.isNaN ? "Weights MUST NOT be Null or NaN" : "Weights MUST NOT be Negative or Infinity, but got \(javaText(weight))"
      )
    }
  }

  private static func rejected(_ reason: String) -> SparkError { SparkError("USER_RAISED_EXCEPTION", ["errorMessage": reason]) }

  subscript(_ column: Int) -> [Double] { columns[column] }
  var rowCount: Int { columns[0].count }
}

extension Params {
  /// The weight column as any expression that casts to double; the query's analysis finds out whether it does.
  var castWeight: Expression? {
    text("weightCol").map { .cast(Cast(.unresolvedAttribute(UnresolvedAttribute([$0])), .double)) }
  }
}
