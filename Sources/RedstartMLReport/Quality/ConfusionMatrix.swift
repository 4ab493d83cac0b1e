import RedstartMLEvaluation

/// How many rows of each class were given each prediction.
public struct ConfusionMatrix: Sendable {
  /// Names of the classes.
  public let classes: [String]
  /// `counts[actual][predicted]`.
  public let counts: [[Double]]

  public init(classes: [String], counts: [[Double]]) {
    self.classes = classes
    self.counts = counts
  }

  /// Classes are numbered from 0, as the labels that a tree learns from.
  public init(_ metrics: MulticlassMetrics, classes: [String]) {
    self.init(
      classes: classes,
      counts: classes.indices.map { label in
        classes.indices.map { metrics.weight(label: Double(label), prediction: Double($0)) }
      })
  }

  public var total: Double { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// Of the rows of a class the share that was found.
  public func recall(_ index: Int) -> Double {
    let all = counts[index].reduce(0, +)
    return all == 0 ? 0 : counts[index][index] / all
  }

  /// Of the rows that were given a class the share that has it.
  public func precision(_ index: Int) -> Double {
    let all = counts.reduce(0) { $0 + $1[index] }
    return all == 0 ? 0 : counts[index][index] / all
  }
}
