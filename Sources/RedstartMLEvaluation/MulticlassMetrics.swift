/// Weights by label and prediction, and what follows from them.
public struct MulticlassMetrics: Sendable {
  private struct Pair: Hashable {
    let label: Double
    let prediction: Double
  }
  private var confusion: [Pair: Double] = [:]
  /// Weight of each label, and of its rows that were predicted right, and of others that were taken for it.
  private var counts: [Double: Double] = [:]
  private var truePositives: [Double: Double] = [:]
  private var falsePositives: [Double: Double] = [:]
  private var total = 0.0
  /// The labels that occur, in ascending order.
  public let labels: [Double]

  init(labels: [Double], predictions: [Double], weights: [Double]?) {
    for row in labels.indices {
      confusion[Pair(label: labels[row], prediction: predictions[row]), default: 0] += weights?[row] ?? 1
    }
    // In order, so that sums come out alike every time.
    for (pair, weight) in confusion.sorted(by: { ($0.key.label, $0.key.prediction) < ($1.key.label, $1.key.prediction) }) {
      counts[pair.label, default: 0] += weight
      total += weight
      if pair.label == pair.prediction {
        truePositives[pair.label, default: 0] += weight
      } else {
        falsePositives[pair.prediction, default: 0] += weight
      }
    }
    self.labels = counts.keys.sorted()
  }

  func hasLabel(_ label: Double) -> Bool { counts[label] != nil }

  /// The weight of the rows of one label that were given a prediction.
  public func weight(label: Double, prediction: Double) -> Double {
    confusion[Pair(label: label, prediction: prediction)] ?? 0
  }

  /// Of the rows that were given the label the share that has it.
  public func precision(_ label: Double) -> Double {
    let right = truePositives[label] ?? 0
    let all = right + (falsePositives[label] ?? 0)
    return all == 0 ? 0 : right / all
  }

  /// Of the rows that have the label the share that was given it.
  public func recall(_ label: Double) -> Double {
    guard let count = counts[label], count != 0 else { return 0 }
    return (truePositives[label] ?? 0) / count
  }

  public func falsePositiveRate(_ label: Double) -> Double {
    // As in Spark this is NaN when there are no rows of other labels.
    (falsePositives[label] ?? 0) / (total - (counts[label] ?? 0))
  }

  public func fMeasure(_ label: Double, _ beta: Double) -> Double {
    let (p, r) = (precision(label), recall(label))
    let square = beta * beta
    return p + r == 0 ? 0 : (1 + square) * p * r / (square * p + r)
  }

  /// The mean over the labels by their weights.
  public func weighted(_ metric: (Double) -> Double) -> Double {
    labels.reduce(0) { $0 + metric($1) * (counts[$1] ?? 0) / total }
  }

  public var accuracy: Double { labels.reduce(0) { $0 + (truePositives[$1] ?? 0) } / total }

  public var hammingLoss: Double { falsePositives.keys.sorted().reduce(0) { $0 + (falsePositives[$1] ?? 0) } / total }
}
