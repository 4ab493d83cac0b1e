import RedstartLogicalPlan
import RedstartTypes

/// Returns the share of the rows of the partition up to the row and its peers.
struct CumulativeDistribution: SQLFunction {
  static let names = ["cume_dist"]
  static let documentation = FunctionDocumentation(
    "cume_dist() - Returns the share of the rows of the partition up to the row and its peers.")

  func bind(_ call: FunctionBinding) throws -> Expression {
    let frame = WindowFrame(unit: .range, lower: .unboundedPreceding, upper: .currentRow)
    return try call.ranking(.double, "cume_dist", frame: frame) { rows, out in
      let start = rows.partitionStart
      let end = rows.partitionEnd
      let peer = rows.peerEnd
      for row in 0..<rows.count { out[row] = Double(peer[row] &- start[row]) / Double(end[row] &- start[row]) }
    }
  }
}
