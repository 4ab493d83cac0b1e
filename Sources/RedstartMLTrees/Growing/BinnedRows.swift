import RedstartDiagnostics
import RedstartExecution
import RedstartMemory
import RedstartTypes
import Synchronization

/// The training rows as bin numbers: a byte (or two, above 256 bins) for each value, row by row.
struct BinnedRows: Sendable {
  let rowCount: Int
  let features: [FeatureKind]
  /// Whether bins take two bytes.
  let isWide: Bool
  let bins: Buffer
  /// The first histogram cell of each feature, and the total at the end.
  let cellOffsets: [Int]

  var cellCount: Int { cellOffsets[features.count] }

  /// Bins all rows; columns are worked on in parallel.
  /// - Throws: `DECISION_TREE_INVALID_CATEGORY` for a categorical value that is no category number.
  init(_ matrix: FeatureMatrix, _ parameters: TreeParameters, pool: WorkerPool) throws {
    let rows = matrix.rowCount
    let featureCount = matrix.featureCount
    let candidates = SplitCandidates(
      matrix: matrix, totalWeight: matrix.totalWeight, maxSplits: parameters.possibleBins(rows: rows) - 1)
    let found = Mutex([FeatureKind?](repeating: nil, count: featureCount))
    let failure = Mutex<(any Error)?>(nil)
    pool.run(count: featureCount) { feature in
      do {
        let kind = try parameters.categoricalKind(feature, rows: rows) ?? .continuous(thresholds: candidates.thresholds(feature))
        found.withLock { $0[feature] = kind }
        return true
      } catch {
        failure.withLock { $0 = $0 ?? error }
        return false
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    let kinds = found.withLock { $0.compactMap { $0 } }
    features = kinds
    rowCount = rows
    var offsets = [0]
    for kind in kinds { offsets.append(offsets[offsets.count - 1] + kind.binCount) }
    cellOffsets = offsets
    let wide = kinds.contains { $0.binCount > 256 }
    isWide = wide
    let target = Buffer(byteCount: max(rows * featureCount, 1) * (wide ? 2 : 1))
    bins = target
    pool.run(count: featureCount) { feature in
      do {
        if wide {
          try Self.fill(target.mutable(UInt16.self) + feature, stride: featureCount, matrix, feature, kinds[feature])
        } else {
          try Self.fill(target.mutable(UInt8.self) + feature, stride: featureCount, matrix, feature, kinds[feature])
        }
        return true
      } catch {
        failure.withLock { $0 = $0 ?? error }
        return false
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private static func fill<Bin: FixedWidthInteger>(
    _ out: UnsafeMutablePointer<Bin>, stride: Int, _ matrix: FeatureMatrix, _ feature: Int, _ kind: FeatureKind
  ) throws {
    let column = matrix.column(feature)
    let rows = matrix.rowCount
    switch kind {
    case .continuous(let thresholds):
      thresholds.withUnsafeBufferPointer { thresholds in
        for row in 0..<rows {
          // The number of thresholds below the value; NaN is above all.
          let value = column[row]
          var low = 0
          var length = thresholds.count
          while length > 0 {
            let half = length &>> 1
            let isBelow = !(value <= thresholds[low &+ half])
            low = isBelow ? low &+ half &+ 1 : low
            length = isBelow ? length &- half &- 1 : half
          }
          out[row &* stride] = Bin(truncatingIfNeeded: low)
        }
      }
    case .ordered(let categories), .unordered(let categories):
      for row in 0..<rows {
        // As in MLlib a fraction is cut off.
        let value = column[row]
        guard value >= 0, value < Double(categories) else {
          throw SparkError(
            "DECISION_TREE_INVALID_CATEGORY",
            ["feature": String(feature), "value": javaText(value), "categories": String(categories)])
        }
        out[row &* stride] = Bin(truncatingIfNeeded: Int(value))
      }
    }
  }
}
