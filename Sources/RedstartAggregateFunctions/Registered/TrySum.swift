import RedstartLogicalPlan
import RedstartTypes

/// Returns the sum, or null when it does not fit.
struct TrySum: SQLFunction {
  static let names = ["try_sum"]
  static let documentation = FunctionDocumentation(
    "try_sum(expr) - Returns the sum, or null when it does not fit.",
    examples: [("SELECT try_sum(x) FROM VALUES (9223372036854775807L), (1L) AS t(x)", "None")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindSum(isTry: true)
  }
}
