import RedstartLogicalPlan
import RedstartTypes

/// Returns the least element, nulls left out.
struct ArrayMinimum: SQLFunction {
  static let names = ["array_min"]
  static let documentation = FunctionDocumentation(
    "array_min(array) - Returns the least element, nulls left out.",
    examples: [("SELECT array_min(array(1, 20, NULL, 3))", "1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindArrayExtreme(maximum: false)
  }
}
