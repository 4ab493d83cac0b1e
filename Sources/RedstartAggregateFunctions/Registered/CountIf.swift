import RedstartLogicalPlan
import RedstartTypes

/// Rows for which a condition is true.
struct CountIf: SQLFunction {
  static let names = ["count_if"]
  static let documentation = FunctionDocumentation(
    "count_if(expr) - Returns the number of rows for which expr is true.",
    examples: [("SELECT count_if(x > 1) FROM VALUES (1), (2), (4) AS t(x)", "2")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.aggregate(
      [try call.argument(0, .boolean)], .long, nullable: false, states: [.long], defaultResult: .long(0)
    ) { CountAccumulator(onlyTrue: true) }
  }
}
