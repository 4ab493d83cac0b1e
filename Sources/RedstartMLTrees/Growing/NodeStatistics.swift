#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The impurity statistics of some rows: weights by class, or weight, sum and sum of squares; and how many rows there are.
struct NodeStatistics: Sendable {
  /// Class weights, or weight, sum, sum of squares.
  var values: [Double]
  var rawCount: Double
  let impurity: TreeParameters.Impurity

  /// The sum of the rows' weights.
  var weight: Double { impurity == .variance ? values[0] : values.reduce(0, +) }

  /// The impurity by MLlib's formulas; 0 for no rows.
  func calculate() -> Double {
    let total = weight
    if total == 0 { return 0 }
    switch impurity {
    case .gini:
      var result = 1.0
      for value in values {
        let share = value / total
        result -= share * share
      }
      return result
    case .entropy:
      var result = 0.0
      for value in values where value != 0 {
        let share = value / total
        result -= share * (log(share) / log(2.0))
      }
      return result
    case .variance:
      let squaredLoss = values[2] - (values[1] * values[1]) / values[0]
      return squaredLoss / values[0]
    }
  }

  /// The first class of the largest weight, or the mean.
  var prediction: Double {
    if impurity == .variance { return values[0] == 0 ? 0 : values[1] / values[0] }
    var best = 0
    for index in values.indices where values[index] > values[best] { best = index }
    return Double(best)
  }

  func subtracting(_ other: NodeStatistics) -> NodeStatistics {
    var copy = self
    for index in values.indices { copy.values[index] -= other.values[index] }
    copy.rawCount -= other.rawCount
    return copy
  }

  mutating func add(_ other: NodeStatistics) {
    for index in values.indices { values[index] += other.values[index] }
    rawCount += other.rawCount
  }
}
