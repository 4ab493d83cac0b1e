import RedstartLogicalPlan
import RedstartTypes

/// Numbers the groups of peers in a partition from 1 on.
struct DenseRank: SQLFunction {
  static let names = ["dense_rank"]
  static let documentation = FunctionDocumentation(
    "dense_rank() - Numbers the groups of peers in a partition from 1 on.")

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.ranking(.integer, "DENSE_RANK") { rows, out in
      let start = rows.partitionStart
      let peer = rows.peerStart
      var rank: Int32 = 0
      for row in 0..<rows.count {
        let current = Int32(truncatingIfNeeded: row)
        if start[row] == current {
          rank = 1
        } else if peer[row] == current {
          rank &+= 1
        }
        out[row] = rank
      }
    }
  }
}
