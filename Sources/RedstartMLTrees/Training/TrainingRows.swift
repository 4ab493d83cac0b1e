import RedstartColumnar
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartMemory
import RedstartTypes
import Synchronization

/// Reads features, labels and weights of a dataset into a ``FeatureMatrix``.
struct TrainingRows: Sendable {
  let dataset: Dataset
  let features: Attribute
  let label: Expression
  let weight: Expression?

  /// - Parameter outputs: Parameters that name columns which the model will add.
  /// - Throws: `FIELD_NOT_FOUND`, `ML_COLUMN_TYPE`, `ML_COLUMN_EXISTS`.
  init(_ dataset: Dataset, _ params: Params, outputs: [String]) throws {
    self.dataset = dataset
    features = try dataset.vectorColumn(try params.column("featuresCol"))
    label = try dataset.numericColumn(try params.column("labelCol"))
    weight = try params.text("weightCol").map { try dataset.numericColumn($0) }
    try dataset.requireAbsent(outputs.compactMap { params.text($0) })
  }

  /// Runs the query and lays its rows out column by column, on all threads.
  ///
  /// - Parameters:
  ///   - checkLabel: Says what is wrong with a label that is neither null nor NaN, or nil.
  ///   - ifEmpty: What is thrown when there are no rows.
  /// - Throws: `USER_RAISED_EXCEPTION` for missing, infinite or negative values, `ML_VECTOR_SIZE`, `DECISION_TREE_NO_FEATURES`.
  func read(
    _ cancellation: CancellationToken, ifEmpty: SparkError = SparkError("ML_EMPTY_DATASET"),
    checkLabel: @escaping @Sendable (Double) -> String?
  ) throws -> FeatureMatrix {
    var list: [(Expression, String)] = [(.attribute(features), "features"), (label, "label")]
    if let weight { list.append((weight, "weight")) }
    let batches = try dataset.select(list, cancellation).collect().filter { $0.count > 0 }
    var starts = [0]
    for batch in batches { starts.append(starts[starts.count - 1] + batch.count) }
    let rowCount = starts[batches.count]
    guard rowCount > 0 else { throw ifEmpty }
    guard let first = VectorRows(batches[0].columns[0]) else { throw SparkError.internal("features are no vectors") }
    if first.isNull(0) { throw Self.rejected("Vectors MUST NOT be Null") }
    let size = first.size(0)
    guard size > 0 else { throw SparkError("DECISION_TREE_NO_FEATURES", ["column": features.name]) }

    let values = Buffer(count: max(rowCount * size, 1), of: Double.self)
    let labels = Buffer(count: rowCount, of: Double.self)
    let weights = weight == nil ? nil : Buffer(count: rowCount, of: Double.self)
    let failure = Mutex<(any Error)?>(nil)
    let offsets = starts
    dataset.session.shared.pool.run(count: batches.count) { index in
      do {
        if cancellation.isCancelled { throw SparkError("OPERATION_CANCELED") }
        let start = offsets[index]
        try Self.copyNumbers(batches[index].columns[1], "Labels", to: labels.mutable(Double.self) + start, checkLabel)
        if let weights {
          try Self.copyNumbers(batches[index].columns[2], "Weights", to: weights.mutable(Double.self) + start) { weight in
            weight >= 0 && weight.isFinite ? nil : "Weights MUST NOT be Negative or Infinity, but got \(javaText(weight))"
          }
        }
        try copyFeatures(batches[index].columns[0], to: values.mutable(Double.self) + start, size: size, stride: rowCount)
        return true
      } catch {
        failure.withLock { $0 = $0 ?? error }
        return false
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return FeatureMatrix(rowCount: rowCount, featureCount: size, values: values, labels: labels, weights: weights)
  }

  private static func rejected(_ reason: String) -> SparkError { SparkError("USER_RAISED_EXCEPTION", ["errorMessage": reason]) }

  private static func copyNumbers(
    _ column: Vector, _ what: String, to out: UnsafeMutablePointer<Double>, _ check: (Double) -> String?
  ) throws {
    let flat = column.flattened()
    if flat.nullCount > 0 { throw rejected("\(what) MUST NOT be Null or NaN") }
    let source = flat.values(Double.self)
    for row in 0..<flat.count {
      let value = source[row]
      if value.isNaN { throw rejected("\(what) MUST NOT be Null or NaN") }
      if let reason = check(value) { throw rejected(reason) }
      out[row] = value
    }
  }

  private func copyFeatures(_ column: Vector, to out: UnsafeMutablePointer<Double>, size: Int, stride: Int) throws {
    guard let rows = VectorRows(column) else { throw SparkError.internal("features are no vectors") }
    if rows.validity != nil { throw Self.rejected("Vectors MUST NOT be Null") }
    for row in 0..<rows.count {
      guard rows.size(row) == size else {
        throw SparkError(
          "ML_VECTOR_SIZE", ["column": features.name, "expected": String(size), "actual": String(rows.size(row))], as: .spark)
      }
      rows.copy(row, to: out + row, size: size, stride: stride)
      // A sum of x · 0 is NaN when an element is NaN or infinite.
      let (_, stored, count) = rows.stored(row)
      var test = 0.0
      for index in 0..<count { test += stored[index] * 0 }
      if test != 0 || test.isNaN {
        throw Self.rejected("Vector values MUST NOT be NaN or Infinity, but got \(rows.text(row))")
      }
    }
  }
}
