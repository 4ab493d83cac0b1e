import RedstartLogicalPlan
import RedstartTypes

/// Returns the greatest of the arguments, nulls left out.
struct Greatest: SQLFunction {
  static let names = ["greatest"]
  static let documentation = FunctionDocumentation(
    "greatest(expr1, expr2, ...) - Returns the greatest of the arguments, nulls left out.",
    examples: [("SELECT greatest(10, 9, 2, 4, 3)", "10")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindExtreme(greatest: true)
  }
}
