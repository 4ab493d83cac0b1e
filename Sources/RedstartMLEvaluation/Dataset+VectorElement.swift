import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

extension Dataset {
  /// An element of each vector of a column; `place` says which, as a number for each row.
  ///
  /// - Parameter invalidPlace: The error for a place that is no whole number of at least 0.
  func element(
    at place: Expression, of column: Attribute,
    invalidPlace: @escaping @Sendable (Double) -> SparkError = { _ in .internal("place") }
  ) -> Expression {
    let name = column.name
    let function = BoundFunction(
      "vector_element", type: .double, nullable: true, nullPolicy: .propagate, isFoldable: false
    ) { arguments, count in
      guard let rows = VectorRows(arguments[0]) else { throw SparkError.internal("\(name) holds no vectors") }
      let places = arguments[1].flattened()
      let numbers = places.values(Double.self)
      let builder = VectorBuilder(type: .double, capacity: count)
      for row in 0..<count {
        if rows.isNull(row) || places.isNull(row) {
          builder.appendNull()
          continue
        }
        let place = numbers[row]
        guard place >= 0, let index = Int(exactly: place) else { throw invalidPlace(place) }
        guard index < rows.size(row) else {
          throw SparkError(
            "ML_VECTOR_SIZE", ["column": name, "expected": "more than \(index)", "actual": String(rows.size(row))], as: .spark)
        }
        builder.append(rows.element(index, of: row))
      }
      return builder.finish()
    }
    return .call(FunctionCall(function, [.attribute(column), place]))
  }
}

extension VectorRows {
  /// One element of a row; the row must have it.
  func element(_ index: Int, of row: Int) -> Double {
    let (places, values, count) = stored(row)
    guard let places else { return values[index] }
    for place in 0..<count where places[place] == index { return values[place] }
    return 0
  }
}
