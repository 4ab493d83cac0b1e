/// The question of an inner node.
public enum TreeSplit: Sendable, Hashable {
  /// Values up to the threshold go left.
  case continuous(feature: Int, threshold: Double)
  /// Those categories go left, in ascending order; `categories` is how many there are.
  case categorical(feature: Int, left: [Double], categories: Int)

  public var feature: Int {
    switch self {
    case .continuous(let feature, _), .categorical(let feature, _, _): feature
    }
  }

  /// Whether a value goes left; NaN goes right.
  public func goesLeft(_ value: Double) -> Bool {
    switch self {
    case .continuous(_, let threshold): return value <= threshold
    case .categorical(_, let left, let categories):
      // MLlib keeps the smaller set, so a value that is no category goes to the other side.
      return left.count <= categories / 2
        ? left.contains(value) : left.contains(value) || !(0..<categories).contains { Double($0) == value }
    }
  }

  /// For each bin of the feature whether it goes left, 0 or 1.
  func leftBins(_ kind: FeatureKind) -> [UInt8] {
    switch self {
    case .continuous(_, let threshold):
      guard case .continuous(let thresholds) = kind else { return [] }
      // Bin `i` ends at threshold `i`; the last bin has no end.
      return thresholds.map { $0 <= threshold ? 1 : 0 } + [0]
    case .categorical(_, let left, let categories):
      let members = Set(left)
      return (0..<categories).map { members.contains(Double($0)) ? 1 : 0 }
    }
  }
}
