import RedstartLogicalPlan
import RedstartTypes

/// Returns the elements of the first array that the second does not hold, without repetitions.
struct ArrayExcept: SQLFunction {
  static let names = ["array_except"]
  static let documentation = FunctionDocumentation(
    "array_except(array1, array2) - Returns the elements of the first array that the second does not hold, without repetitions.",
    examples: [("SELECT array_except(array(1, 2, 3), array(1, 3, 5))", "[2]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindArraySet { $0 && !$1 }
  }
}
