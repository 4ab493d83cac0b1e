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
  /// Bytes that the histograms of one step may take.
  public var maxMemory: Int
  /// Number of categories of each categorical feature.
  public var categories: [Int: Int]

  public init(
    impurity: Impurity, classCount: Int, maxDepth: Int = 5, maxBins: Int = 32, minInstancesPerNode: Int = 1,
    minWeightFractionPerNode: Double = 0, minInfoGain: Double = 0, prune: Bool = true, maxMemory: Int = 256 << 20,
    categories: [Int: Int] = [:]
  ) {
    self.impurity = impurity
    self.classCount = classCount
    self.maxDepth = maxDepth
    self.maxBins = maxBins
    self.minInstancesPerNode = minInstancesPerNode
    self.minWeightFractionPerNode = minWeightFractionPerNode
    self.minInfoGain = minInfoGain
    self.prune = prune
    self.maxMemory = maxMemory
    self.categories = categories
  }

  var isClassification: Bool { impurity != .variance }
  /// Doubles of a node's statistics: the class weights, or weight, sum and sum of squares.
  var statisticsCount: Int { isClassification ? classCount : 3 }
  var isMulticlass: Bool { isClassification && classCount > 2 }
}
