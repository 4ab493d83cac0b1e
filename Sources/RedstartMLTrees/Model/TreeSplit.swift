/// The question of an inner node.
public enum TreeSplit: Sendable, Hashable {
  /// Values up to the threshold go left.
  case continuous(feature: Int, threshold: Double)
  /// Those categories go left, in the order in which MLlib names them; `categories` is how many there are.
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
      return left.count <= categories / 2 ? left.contains(value) : left.contains(value) || !(0..<categories).contains { Double($0) == value }
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

  /// The categories that go left, as Spark lists them: it keeps the smaller side as a Scala set and lists what that set, or its
  /// complement, iterates over.
  public var listedLeftCategories: [Double] {
    guard case .categorical(_, let left, let categories) = self else { return [] }
    if left.count <= categories / 2 { return ScalaSetOrder.iterate(left) }
    let members = Set(left)
    return ScalaSetOrder.iterate((0..<categories).map(Double.init).filter { members.contains($0) })
  }
}

/// The order in which Scala's immutable sets of whole numbers iterate: up to four elements as they were added, more by the bits of
/// their hashes (a trie of 32 ways whose single elements come before its branches).
enum ScalaSetOrder {
  static func iterate(_ elements: [Double]) -> [Double] {
    elements.count <= 4 ? elements : trie(elements, shift: 0)
  }

  private static func trie(_ elements: [Double], shift: UInt32) -> [Double] {
    var groups = [[Double]](repeating: [], count: 32)
    for element in elements { groups[Int((hash(element) >> shift) & 31)].append(element) }
    let single = groups.filter { $0.count == 1 }.map { $0[0] }
    return single + groups.filter { $0.count > 1 }.flatMap { trie($0, shift: shift + 5) }
  }

  /// The hash of a whole double is the integer's, with its upper half folded into the lower.
  private static func hash(_ element: Double) -> UInt32 {
    let value = UInt32(truncatingIfNeeded: Int(element))
    return value ^ value >> 16
  }
}
