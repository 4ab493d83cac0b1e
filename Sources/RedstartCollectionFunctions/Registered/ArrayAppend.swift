import RedstartLogicalPlan
import RedstartTypes

/// Returns the array with an element added at its end.
struct ArrayAppend: SQLFunction {
  static let names = ["array_append"]
  static let documentation = FunctionDocumentation(
    "array_append(array, element) - Returns the array with an element added at its end.",
    examples: [("SELECT array_append(array('b', 'd', 'c', 'a'), 'd')", "['b', 'd', 'c', 'a', 'd']")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindArrayGrowth(atEnd: true)
  }
}
