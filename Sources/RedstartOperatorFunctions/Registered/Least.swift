import RedstartLogicalPlan
import RedstartTypes

/// Returns the least of the arguments, nulls left out.
struct Least: SQLFunction {
  static let names = ["least"]
  static let documentation = FunctionDocumentation(
    "least(expr1, expr2, ...) - Returns the least of the arguments, nulls left out.",
    examples: [("SELECT least(10, 9, 2, 4, 3)", "2")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindExtreme(greatest: false)
  }
}
