import RedstartLogicalPlan
import RedstartTypes

/// Returns the rank less one, as a share of the other rows of the partition.
struct PercentRank: SQLFunction {
  static let names = ["percent_rank"]
  static let documentation = FunctionDocumentation(
    "percent_rank() - Returns the rank less one, as a share of the other rows of the partition.")

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.ranking(.double, "PERCENT_RANK") { rows, out in
      let start = rows.partitionStart
      let end = rows.partitionEnd
      let peer = rows.peerStart
      for row in 0..<rows.count {
        let others = end[row] &- start[row] &- 1
        out[row] = others == 0 ? 0.0 : Double(peer[row] &- start[row]) / Double(others)
      }
    }
  }
}
