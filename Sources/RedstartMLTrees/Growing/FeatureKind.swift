import RedstartDiagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a feature is split.
enum FeatureKind: Sendable {
  /// By thresholds: value ≤ threshold goes left. Ascending; none for a constant feature.
  case continuous(thresholds: [Double])
  /// By the order of the categories' centroids in the node.
  case ordered(categories: Int)
  /// By any subset of the categories.
  case unordered(categories: Int)

  /// Bins of the histogram.
  var binCount: Int {
    switch self {
    case .continuous(let thresholds): thresholds.count + 1
    case .ordered(let categories), .unordered(let categories): categories
    }
  }

  var splitCount: Int {
    switch self {
    case .continuous(let thresholds): thresholds.count
    case .ordered(let categories): categories - 1
    case .unordered(let categories): (1 << (categories - 1)) - 1
    }
  }
}

extension TreeParameters {
  /// The most bins that a feature can have: no more than rows.
  func possibleBins(rows: Int) -> Int { min(maxBins, rows) }

  /// How a categorical feature is split; nil for a continuous one. A single category leaves nothing to split.
  ///
  /// Multiclass problems try all subsets of few categories: as many as the bins allow, by MLlib's bound.
  func categoricalKind(_ feature: Int, rows: Int) throws -> FeatureKind? {
    guard let arity = categories[feature] else { return nil }
    let bins = possibleBins(rows: rows)
    guard arity <= bins else {
      throw SparkError(
        "DECISION_TREE_MAX_BINS_TOO_SMALL",
        ["feature": String(feature), "categories": String(arity), "maxBins": String(bins)])
    }
    guard isMulticlass, arity > 1 else { return .ordered(categories: arity) }
    let unorderedLimit = Int(log2(Double(bins / 2 + 1)) + 1)
    return arity <= unorderedLimit ? .unordered(categories: arity) : .ordered(categories: arity)
  }
}
