#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The impurity statistics of some rows: weights by class, or weight, sum and sum of squares; and how many rows there are.
struct NodeStatistics: Sendable {
  /// Class weights, or weight, sum, sum of squares.
  let values: [Double]
  let rawCount: Double
  let impurity: TreeParameters.Impurity

  /// The impurity by MLlib's formulas; 0 for no rows.
  func calculate() -> Double {
    let weight = impurity == .variance ? values[0] : values.reduce(0, +)
    return values.withUnsafeBufferPointer { impurity.calculate($0, weight: weight) }
  }

  /// The first class of the largest weight, or the mean.
  var prediction: Double {
    if impurity == .variance { return values[0] == 0 ? 0 : values[1] / values[0] }
    var best = 0
    for index in values.indices where values[index] > values[best] { best = index }
    return Double(best)
  }
}

extension TreeParameters.Impurity {
  /// The impurity of rows with those statistics and that weight; 0 for no rows.
  func calculate(_ values: UnsafeBufferPointer<Double>, weight: Double) -> Double {
    if weight == 0 { return 0 }
    switch self {
    case .gini:
      var result = 1.0
      for value in values {
        let share = value / weight
        result -= share * share
      }
      return result
    case .entropy:
      var result = 0.0
      for value in values where value != 0 {
        let share = value / weight
        result -= share * (log(share) / log(2.0))
      }
      return result
    case .variance:
      let squaredLoss = values[2] - (values[1] * values[1]) / values[0]
      return squaredLoss / values[0]
    }
  }
}
