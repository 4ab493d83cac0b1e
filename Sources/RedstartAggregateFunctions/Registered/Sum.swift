import RedstartLogicalPlan
import RedstartTypes

/// Returns the sum of the values that are not null.
struct Sum: SQLFunction {
  static let names = ["sum"]
  static let documentation = FunctionDocumentation(
    "sum(expr) - Returns the sum of the values that are not null.",
    examples: [("SELECT sum(x) FROM VALUES (1), (2), (4) AS t(x)", "7")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindSum(isTry: false)
  }
}
