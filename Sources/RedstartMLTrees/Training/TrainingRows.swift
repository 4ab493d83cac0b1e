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

  /// Runs the query and looks its rows over, on all threads.
  ///
  /// - Parameters:
  ///   - checkLabel: Says what is wrong with a label that is neither null nor NaN, or nil.
  ///   - ifEmpty: What is thrown when there are no rows.
  /// - Throws: `USER_RAISED_EXCEPTION` for missing, infinite or negative values, `ML_VECTOR_SIZE`, `DECISION_TREE_NO_FEATURES`,
  ///   `UNABLE_TO_ACQUIRE_MEMORY`.
  func read(
    _ tasks: FitTasks, _ cancellation: CancellationToken, ifEmpty: SparkError = SparkError("ML_EMPTY_DATASET"),
    checkLabel: @escaping @Sendable (Double) -> String?
  ) throws -> FeatureMatrix {
    let batches = try batches(tasks, cancellation)
    let starts = batches.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let rowCount = starts[batches.count]
    guard rowCount > 0 else { throw ifEmpty }
    guard let first = VectorRows(batches[0].columns[0]) else { throw SparkError.internal("features are no vectors") }
    if first.isNull(0) { throw Self.rejected("Vectors MUST NOT be Null") }
    let size = first.size(0)
    guard size > 0 else { throw SparkError("DECISION_TREE_NO_FEATURES", ["column": features.name]) }

    try tasks.reserve(rowCount * (weight == nil ? 8 : 16))
    let labels = Buffer(count: rowCount, of: Double.self)
    let weights = weight == nil ? nil : Buffer(count: rowCount, of: Double.self)
    let vectors = try tasks.map(batches.count) { index in
      let start = starts[index]
      try Self.copyNumbers(batches[index].columns[1], "Labels", to: labels.mutable(Double.self) + start, checkLabel)
      if let weights {
        try Self.copyNumbers(batches[index].columns[2], "Weights", to: weights.mutable(Double.self) + start) { weight in
          weight >= 0 && weight.isFinite ? nil : "Weights MUST NOT be Negative or Infinity, but got \(javaText(weight))"
        }
      }
      return try checked(batches[index].columns[0], size: size)
    }
    return FeatureMatrix(vectors, featureCount: size, labels: labels, weights: weights)
  }

  /// The rows: features, labels and perhaps weights. Those that no cache holds already take memory of the fit.
  private func batches(_ tasks: FitTasks, _ cancellation: CancellationToken) throws -> [RecordBatch] {
    var list: [(Expression, String)] = [(.attribute(features), "features"), (label, "label")]
    if let weight { list.append((weight, "weight")) }
    let query = try dataset.select(list, cancellation)
    let isCached = if case .project(_, .cached) = try query.optimized() { true } else { false }
    let collected = Mutex<[RecordBatch]>([])
    try query.run { batch in
      if !isCached { try tasks.reserve(batch.byteCount) }
      collected.withLock { $0.append(batch) }
    }
    return collected.withLock { $0 }
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

  /// The vectors of a column, none null, all of that size and finite.
  private func checked(_ column: Vector, size: Int) throws -> VectorRows {
    guard let rows = VectorRows(column) else { throw SparkError.internal("features are no vectors") }
    if rows.validity != nil { throw Self.rejected("Vectors MUST NOT be Null") }
    for row in 0..<rows.count {
      guard rows.size(row) == size else {
        throw SparkError(
          "ML_VECTOR_SIZE", ["column": features.name, "expected": String(size), "actual": String(rows.size(row))], as: .spark)
      }
      // A sum of x · 0 is NaN when an element is NaN or infinite.
      let (_, stored, count) = rows.stored(row)
      var test = 0.0
      for index in 0..<count { test += stored[index] * 0 }
      if test != 0 || test.isNaN {
        throw Self.rejected("Vector values MUST NOT be NaN or Infinity, but got \(rows.text(row))")
      }
    }
    return rows
  }
}

extension FitTasks {
  init(_ dataset: Dataset, _ cancellation: CancellationToken) {
    let shared = dataset.session.shared
    self.init(pool: shared.pool, memory: shared.memory, cancellation: cancellation, progress: dataset.progress)
  }
}
