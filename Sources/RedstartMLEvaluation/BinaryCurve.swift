/// Weights of positive and negative rows by score, and the areas under their curves, as MLlib computes them.
public struct BinaryCurve: Sendable {
  /// Running sums after each distinct score, from the highest score down.
  private var points: [(positives: Double, negatives: Double)] = []
  private let positives: Double
  private let negatives: Double

  /// - Parameter bins: With twice as many distinct scores or more, so many are put together; 0 keeps all.
  init(scores: [Double], labels: [Double], weights: [Double]?, bins: Int) {
    var places: [UInt64: Int] = [:]
    var groups: [(score: Double, positives: Double, negatives: Double)] = []
    for row in scores.indices {
      let score = scores[row] + 0.0
      let weight = weights?[row] ?? 1
      let place: Int
      if let known = places[score.bitPattern] {
        place = known
      } else {
        place = groups.count
        places[score.bitPattern] = place
        groups.append((score, 0, 0))
      }
      if labels[row] > 0.5 { groups[place].positives += weight } else { groups[place].negatives += weight }
    }
    // NaN is the largest.
    groups.sort { a, b in a.score.isNaN ? !b.score.isNaN : a.score > b.score }
    let grouping = bins == 0 ? 1 : max(1, groups.count / bins)
    var sum = (positives: 0.0, negatives: 0.0)
    for (index, group) in groups.enumerated() {
      sum.positives += group.positives
      sum.negatives += group.negatives
      if (index + 1) % grouping == 0 || index + 1 == groups.count { points.append(sum) }
    }
    positives = sum.positives
    negatives = sum.negatives
  }

  private func recall(_ point: (positives: Double, negatives: Double)) -> Double {
    positives == 0 ? 0 : point.positives / positives
  }

  /// The receiver operating characteristic: from (0, 0) to (1, 1) the false positive rate and the true positive rate.
  public var roc: [(x: Double, y: Double)] {
    [(x: 0, y: 0)] + points.map { (x: negatives == 0 ? 0 : $0.negatives / negatives, y: recall($0)) } + [(x: 1, y: 1)]
  }

  public var areaUnderROC: Double { Self.area(roc) }

  public var areaUnderPR: Double {
    let curve = points.map { point -> (x: Double, y: Double) in
      let total = point.positives + point.negatives
      return (x: recall(point), y: total == 0 ? 1 : point.positives / total)
    }
    guard let first = curve.first else { return 0 }
    return Self.area([(x: 0, y: first.y)] + curve)
  }

  private static func area(_ curve: [(x: Double, y: Double)]) -> Double {
    zip(curve, curve.dropFirst()).reduce(0) { $0 + ($1.1.x - $1.0.x) * ($1.1.y + $1.0.y) / 2 }
  }
}
