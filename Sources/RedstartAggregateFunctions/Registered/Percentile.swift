import RedstartLogicalPlan
import RedstartTypes

/// Returns the exact percentile, interpolated between neighbours.
struct Percentile: SQLFunction {
  static let names = ["percentile"]
  static let documentation = FunctionDocumentation(
    "percentile(col, percentage[, frequency]) - Returns the exact percentile, interpolated between neighbours.",
    examples: [
      ("SELECT percentile(x, 0.3) FROM VALUES (0), (10) AS t(x)", "3.0"),
      ("SELECT percentile(x, array(0.25, 0.75)) FROM VALUES (0), (10) AS t(x)", "[2.5, 7.5]"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindPercentile()
  }
}
