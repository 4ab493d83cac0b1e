import RedstartLogicalPlan
import RedstartTypes

/// Numbers the rows of a partition from 1 on.
struct RowNumber: SQLFunction {
  static let names = ["row_number"]
  static let documentation = FunctionDocumentation(
    "row_number() - Numbers the rows of a partition from 1 on.")

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.ranking(.integer, "row_number") { rows, out in
      let start = rows.partitionStart
      for row in 0..<rows.count { out[row] = Int32(truncatingIfNeeded: row) &- start[row] &+ 1 }
    }
  }
}
