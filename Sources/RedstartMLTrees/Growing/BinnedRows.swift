import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// How a binned row is laid out: a bin for each feature, the class, and behind them label and weight as doubles where they count.
struct RowLayout: Sendable {
  let featureCount: Int
  /// Bytes of a bin and of the class: 1, 2 or 4.
  let binBytes: Int
  let hasLabel: Bool
  let hasWeight: Bool

  init(_ matrix: FeatureMatrix, _ parameters: TreeParameters) {
    featureCount = matrix.featureCount
    let most = max(parameters.classCount, parameters.possibleBins(rows: matrix.rowCount))
    binBytes = most <= 1 << 8 ? 1 : most <= 1 << 16 ? 2 : 4
    hasLabel = !parameters.isClassification
    hasWeight = matrix.weights != nil
  }

  /// Offset of the class.
  var classOffset: Int { featureCount * binBytes }
  /// Offset of the label.
  var labelOffset: Int { (classOffset + binBytes + 7) & ~7 }
  /// Offset of the weight.
  var weightOffset: Int { labelOffset + (hasLabel ? 8 : 0) }
  /// Bytes of a row, a multiple of 8.
  var stride: Int { weightOffset + (hasWeight ? 8 : 0) }
}

/// The training rows as bin numbers, row by row.
struct BinnedRows: Sendable {
  let rowCount: Int
  let layout: RowLayout
  let features: [FeatureKind]
  let rows: Buffer
  /// The first histogram cell of each feature, and the total at the end.
  let cellOffsets: [Int]

  var cellCount: Int { cellOffsets[features.count] }

  /// Bins all rows, in parallel.
  /// - Throws: `DECISION_TREE_MAX_BINS_TOO_SMALL`, `DECISION_TREE_INVALID_CATEGORY` for a categorical value that is no category
  ///   number.
  init(_ matrix: FeatureMatrix, _ parameters: TreeParameters, _ tasks: FitTasks) throws {
    let rowCount = matrix.rowCount
    let maxSplits = parameters.possibleBins(rows: rowCount) - 1
    var kinds = try (0..<matrix.featureCount).map { try parameters.categoricalKind($0, rows: rowCount) }
    let continuous = kinds.indices.filter { kinds[$0] == nil }
    let thresholds = try SplitCandidates(matrix: matrix, maxSplits: maxSplits, tasks: tasks).thresholds(continuous)
    for (feature, found) in zip(continuous, thresholds) { kinds[feature] = .continuous(thresholds: found) }
    let features = kinds.compactMap { $0 }
    let layout = RowLayout(matrix, parameters)
    let rows = Buffer(byteCount: max(1, rowCount * layout.stride))
    let lookups = features.map { kind -> BinLookup? in
      if case .continuous(let thresholds) = kind { BinLookup(thresholds) } else { nil }
    }
    let shares = tasks.shares(of: rowCount)
    try tasks.run(shares.count) { share in
      switch layout.binBytes {
      case 1: try Self.fill(rows, shares[share], layout, features, lookups, matrix, as: UInt8.self)
      case 2: try Self.fill(rows, shares[share], layout, features, lookups, matrix, as: UInt16.self)
      default: try Self.fill(rows, shares[share], layout, features, lookups, matrix, as: UInt32.self)
      }
    }
    self.rowCount = rowCount
    self.layout = layout
    self.features = features
    self.rows = rows
    cellOffsets = features.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.binCount) }
  }

  @inline(__always)
  private static func fill<Bin: FixedWidthInteger & UnsignedInteger>(
    _ rows: Buffer, _ range: Range<Int>, _ layout: RowLayout, _ features: [FeatureKind], _ lookups: [BinLookup?],
    _ matrix: FeatureMatrix, as: Bin.Type
  ) throws {
    let stride = layout.stride
    let featureCount = matrix.featureCount
    let width = MemoryLayout<Bin>.size
    let labels = matrix.labels.pointer(Double.self)
    let weights = matrix.weights?.pointer(Double.self)
    try matrix.forEachTile(in: range) { start, count, values in
      let out = rows.base + start &* stride
      for feature in 0..<featureCount {
        let target = out + feature &* width
        if let lookup = lookups[feature] {
          lookup.fill(target, stride: stride, values + feature, valueStride: featureCount, count: count, as: Bin.self)
        } else {
          let categories = features[feature].binCount
          for row in 0..<count {
            // As in MLlib a fraction is cut off.
            let value = values[row &* featureCount &+ feature]
            guard value >= 0, value < Double(categories) else { throw invalidCategory(feature, value, categories) }
            target.storeBytes(of: Bin(truncatingIfNeeded: Int(value)), toByteOffset: row &* stride, as: Bin.self)
          }
        }
      }
      for row in 0..<count {
        let record = out + row &* stride
        let label = labels[start &+ row]
        if layout.hasLabel {
          record.storeBytes(of: label, toByteOffset: layout.labelOffset, as: Double.self)
        } else {
          record.storeBytes(of: Bin(truncatingIfNeeded: Int(label)), toByteOffset: layout.classOffset, as: Bin.self)
        }
        if let weights { record.storeBytes(of: weights[start &+ row], toByteOffset: layout.weightOffset, as: Double.self) }
      }
    }
  }

  private static func invalidCategory(_ feature: Int, _ value: Double, _ categories: Int) -> SparkError {
    SparkError(
      "DECISION_TREE_INVALID_CATEGORY",
      ["feature": String(feature), "value": javaText(value), "categories": String(categories)])
  }
}
