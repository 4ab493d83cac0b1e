import RedstartColumnar
import RedstartDiagnostics
import RedstartMLCore
import RedstartTypes

/// Looks up the numbers of the values of categorical elements, batch by batch.
struct CategoryIndexing: Sendable {
  /// The values of an element in ascending order, with their numbers.
  private struct Feature: Sendable {
    let place: Int
    let values: [Double]
    let numbers: [Double]

    init(place: Int, _ categories: [Double]) {
      self.place = place
      let order = categories.indices.sorted { categories[$0] < categories[$1] }
      values = order.map { categories[$0] }
      numbers = order.map { Double($0) }
    }

    /// Nil for an unknown value.
    @inline(__always)
    func number(_ value: Double) -> Double? {
      var (low, high) = (0, values.count)
      while low < high {
        let middle = (low &+ high) &>> 1
        if values[middle] < value { low = middle &+ 1 } else { high = middle }
      }
      return low < values.count && values[low] == value ? numbers[low] : nil
    }
  }

  let featureCount: Int
  let handling: InvalidHandling
  private let features: [Feature]
  /// The position in ``features`` of each element; -1 for continuous ones.
  private let positions: [Int32]

  init(featureCount: Int, categories: [Int: [Double]], handling: InvalidHandling) {
    self.featureCount = featureCount
    self.handling = handling
    features = categories.sorted { $0.key < $1.key }.map { Feature(place: $0.key, $0.value) }
    var positions = [Int32](repeating: -1, count: featureCount)
    for (position, feature) in features.enumerated() where feature.place < featureCount {
      positions[feature.place] = Int32(position)
    }
    self.positions = positions
  }

  /// A column of vectors with the numbers in place; null for a row with an unknown value that is to be skipped.
  func indexed(_ column: Vector, count: Int, column name: String) throws -> Vector {
    guard let rows = VectorRows(column) else { throw SparkError.internal("\(name) holds no vectors") }
    var builder = VectorColumnBuilder(capacity: count, size: featureCount)
    try withUnsafeTemporaryAllocation(of: Double.self, capacity: max(featureCount, 1)) { scratch in
      guard let scratch = scratch.baseAddress else { return }
      for row in 0..<count {
        if rows.isNull(row) {
          throw SparkError.failed("VectorIndexerModel", "vector", "vector", "a vector in column \(name) is null")
        }
        guard rows.size(row) == featureCount else {
          throw SparkError.failed(
            "VectorIndexerModel", "vector", "vector",
            "a vector in column \(name) has \(rows.size(row)) elements, where the model was fitted on \(featureCount)")
        }
        let (places, stored, length) = rows.stored(row)
        var isKnown = true
        if let places {
          for index in 0..<length {
            let position = positions[Int(places[index])]
            scratch[index] = position < 0 ? stored[index] : try number(stored[index], features[Int(position)], &isKnown)
          }
        } else {
          for index in 0..<length { scratch[index] = stored[index] }
          for feature in features { scratch[feature.place] = try number(stored[feature.place], feature, &isKnown) }
        }
        if !isKnown {
          builder.appendNull()
        } else if let places {
          builder.appendSparse(scratch, places: places, count: length, size: featureCount)
        } else {
          builder.appendDense(scratch, size: length)
        }
      }
    }
    return builder.finish()
  }

  @inline(__always)
  private func number(_ value: Double, _ feature: Feature, _ isKnown: inout Bool) throws -> Double {
    if let number = feature.number(value) { return number }
    switch handling {
    case .keep: return Double(feature.values.count)
    case .skip:
      isKnown = false
      return 0
    case .error:
      throw SparkError.failed(
        "VectorIndexerModel", "vector", "vector",
        "the value \(javaText(value)) of feature \(feature.place) was not there when the model was fitted. Set handleInvalid to keep or skip to let it pass"
      )
    }
  }
}
