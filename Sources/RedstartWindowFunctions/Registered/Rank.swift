import RedstartLogicalPlan
import RedstartTypes

/// Returns one more than the number of rows before the row and its peers.
struct Rank: SQLFunction {
  static let names = ["rank"]
  static let documentation = FunctionDocumentation(
    "rank() - Returns one more than the number of rows before the row and its peers.")

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.ranking(.integer, "RANK") { rows, out in
      let start = rows.partitionStart
      let peer = rows.peerStart
      for row in 0..<rows.count { out[row] = peer[row] &- start[row] &+ 1 }
    }
  }
}
