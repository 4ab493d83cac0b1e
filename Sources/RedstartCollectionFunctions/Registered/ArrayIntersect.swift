import RedstartLogicalPlan
import RedstartTypes

/// Returns the elements that both arrays hold, without repetitions.
struct ArrayIntersect: SQLFunction {
  static let names = ["array_intersect"]
  static let documentation = FunctionDocumentation(
    "array_intersect(array1, array2) - Returns the elements that both arrays hold, without repetitions.",
    examples: [("SELECT array_intersect(array(1, 2, 3), array(1, 3, 5))", "[1, 3]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindArraySet { $0 && $1 }
  }
}
