/// How a tree is grown; MLlib's parameters.
public struct TreeParameters: Sendable {
  public enum Impurity: String, Sendable { case gini, entropy, variance }

  public var impurity: Impurity
  /// Number of classes; 0 for regression.
  public var classCount: Int
  public var maxDepth: Int
  public var maxBins: Int
  public var minInstancesPerNode: Int
  public var minWeightFractionPerNode: Double
  public var minInfoGain: Double
  /// Whether sibling leaves of the same prediction are merged afterwards.
  public var prune: Bool
  /// Number of categories of each categorical feature.
  public var categories: [Int: Int]

  public init(
    impurity: Impurity, classCount: Int, maxDepth: Int = 5, maxBins: Int = 32, minInstancesPerNode: Int = 1,
    minWeightFractionPerNode: Double = 0, minInfoGain: Double = 0, prune: Bool = true, categories: [Int: Int] = [:]
  ) {
    self.impurity = impurity
    self.classCount = classCount
    self.maxDepth = maxDepth
    self.maxBins = maxBins
    self.minInstancesPerNode = minInstancesPerNode
    self.minWeightFractionPerNode = minWeightFractionPerNode
    self.minInfoGain = minInfoGain
    self.prune = prune
    self.categories = categories
  }

  var isClassification: Bool { impurity != .variance }
  var isMulticlass: Bool { isClassification && classCount > 2 }
}
