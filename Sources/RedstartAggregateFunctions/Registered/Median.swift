import RedstartLogicalPlan
import RedstartTypes

/// Returns the middle value, interpolated between neighbours.
struct Median: SQLFunction {
  static let names = ["median"]
  static let documentation = FunctionDocumentation(
    "median(col) - Returns the middle value, interpolated between neighbours.",
    examples: [("SELECT median(x) FROM VALUES (0), (10) AS t(x)", "5.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindPercentile(0.5)
  }
}
