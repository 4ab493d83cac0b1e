import RedstartLogicalPlan
import RedstartTypes

/// Returns the number of rows in which neither is null.
struct RegressionCount: SQLFunction {
  static let names = ["regr_count"]
  static let documentation = FunctionDocumentation(
    "regr_count(y, x) - Returns the number of rows in which neither is null.",
    examples: [("SELECT regr_count(y, x) FROM VALUES (1, 2), (2, NULL), (2, 3) AS t(y, x)", "2")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.aggregate(
      [try call.argument(0, .double), try call.argument(1, .double)], .long, nullable: false, states: [.long],
      defaultResult: .long(0)
    ) { CountAccumulator() }
  }
}
