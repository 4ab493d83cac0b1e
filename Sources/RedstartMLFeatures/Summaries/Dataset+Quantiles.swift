import RedstartAggregateFunctions
import RedstartColumnar
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

extension Dataset {
  /// The quantiles of each column of doubles at those shares of the ranks, in one pass; nil for a column without numbers.
  func quantiles(
    of columns: [Expression], _ shares: [Double], relativeError: Double, _ cancellation: CancellationToken
  ) throws -> [[Double]?] {
    let list = columns.enumerated().map { index, column in
      Expression.alias(
        Alias(ApproximateQuantiles.aggregate(of: column, shares, relativeError: relativeError), "quantiles_\(index)"))
    }
    let batch = try session.execution(.aggregate(Aggregate([], list, plan)), cancellation: cancellation).collectBatch()
    return batch.columns.map { column in
      guard case .array(let values) = column.value(at: 0), !values.isEmpty else { return nil }
      return values.compactMap { if case .double(let number) = $0 { number } else { nil } }
    }
  }
}
