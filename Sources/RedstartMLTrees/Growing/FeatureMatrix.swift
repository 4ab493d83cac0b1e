import RedstartMemory

/// The training rows: feature values column by column, with a label and perhaps a weight for each row.
public struct FeatureMatrix: Sendable {
  public let rowCount: Int
  public let featureCount: Int
  /// `featureCount` columns of `rowCount` doubles.
  let values: Buffer
  /// Class numbers or regression targets, one double a row.
  let labels: Buffer
  /// Weights, one double a row; nil when all are 1.
  let weights: Buffer?

  public init(rowCount: Int, featureCount: Int, values: Buffer, labels: Buffer, weights: Buffer?) {
    self.rowCount = rowCount
    self.featureCount = featureCount
    self.values = values
    self.labels = labels
    self.weights = weights
  }

  func column(_ feature: Int) -> UnsafePointer<Double> { values.pointer(Double.self) + feature * rowCount }

  /// The sum of all weights.
  var totalWeight: Double {
    guard let weights else { return Double(rowCount) }
    let pointer = weights.pointer(Double.self)
    var sum = 0.0
    for row in 0..<rowCount { sum += pointer[row] }
    return sum
  }
}
