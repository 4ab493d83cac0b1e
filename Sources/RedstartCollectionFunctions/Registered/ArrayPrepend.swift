import RedstartLogicalPlan
import RedstartTypes

/// Returns the array with an element added at its start.
struct ArrayPrepend: SQLFunction {
  static let names = ["array_prepend"]
  static let documentation = FunctionDocumentation(
    "array_prepend(array, element) - Returns the array with an element added at its start.",
    examples: [("SELECT array_prepend(array('b', 'd', 'c', 'a'), 'd')", "['d', 'b', 'd', 'c', 'a']")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindArrayGrowth(atEnd: false)
  }
}
