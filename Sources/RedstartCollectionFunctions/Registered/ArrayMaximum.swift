import RedstartLogicalPlan
import RedstartTypes

/// Returns the greatest element, nulls left out.
struct ArrayMaximum: SQLFunction {
  static let names = ["array_max"]
  static let documentation = FunctionDocumentation(
    "array_max(array) - Returns the greatest element, nulls left out.",
    examples: [("SELECT array_max(array(1, 20, NULL, 3))", "20")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindArrayExtreme(maximum: true)
  }
}
