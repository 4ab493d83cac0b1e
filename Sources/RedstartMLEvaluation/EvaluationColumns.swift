import RedstartColumnar
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Columns of numbers of a dataset, read for an evaluator.
struct EvaluationColumns {
  /// Each column's values; a weight of 1 where there is no weight column.
  private(set) var columns: [[Double]]
  let hasWeights: Bool

  /// Reads the columns and, last, the weight column that the parameters name.
  /// - Throws: `FIELD_NOT_FOUND`, `ML_COLUMN_TYPE`, `USER_RAISED_EXCEPTION` for missing or negative values.
  init(_ dataset: Dataset, _ expressions: [Expression], _ params: Params, _ cancellation: CancellationToken) throws {
    let weight = try params.text("weightCol").map { try dataset.numericColumn($0) }
    hasWeights = weight != nil
    let list = (expressions + (weight.map { [$0] } ?? [])).enumerated().map { ($1, "c\($0)") }
    columns = list.map { _ in [] }
    for batch in try dataset.select(list, cancellation).collect() {
      for (index, column) in batch.columns.enumerated() {
        let flat = column.flattened()
        if flat.nullCount > 0 {
          throw SparkError("USER_RAISED_EXCEPTION", ["errorMessage": "Labels, predictions and weights MUST NOT be Null"])
        }
        columns[index] += UnsafeBufferPointer(start: flat.values(Double.self), count: flat.count)
      }
    }
    if hasWeights, let wrong = columns[columns.count - 1].first(where: { !($0 >= 0 && $0.isFinite) }) {
      throw SparkError(
        "USER_RAISED_EXCEPTION",
        ["errorMessage": "Weights MUST NOT be Negative or Infinity, but got \(javaText(wrong))"])
    }
  }

  subscript(_ column: Int) -> [Double] { columns[column] }
  var weights: [Double]? { hasWeights ? columns[columns.count - 1] : nil }
  var rowCount: Int { columns[0].count }
}

extension Dataset {
  /// Element `index` of the vectors of a column.
  func element(_ index: Int, of column: Attribute) -> Expression {
    let name = column.name
    let function = BoundFunction(
      "vector_element_\(index)", type: .double, nullable: true, nullPolicy: .propagate, isFoldable: false
    ) { arguments, count in
      guard let rows = VectorRows(arguments[0]) else { throw SparkError.internal("\(name) holds no vectors") }
      let builder = VectorBuilder(type: .double, capacity: count)
      for row in 0..<count {
        if rows.isNull(row) {
          builder.appendNull()
          continue
        }
        guard index < rows.size(row) else {
          throw SparkError(
            "ML_VECTOR_SIZE", ["column": name, "expected": "more than \(index)", "actual": String(rows.size(row))])
        }
        let (places, values, stored) = rows.stored(row)
        guard let places else {
          builder.append(values[index])
          continue
        }
        var value = 0.0
        for place in 0..<stored where places[place] == index { value = values[place] }
        builder.append(value)
      }
      return builder.finish()
    }
    return .call(FunctionCall(function, [.attribute(column)]))
  }
}
