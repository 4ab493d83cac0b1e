import RedstartLogicalPlan
import RedstartTypes

/// Returns the elements of both arrays without repetitions.
struct ArrayUnion: SQLFunction {
  static let names = ["array_union"]
  static let documentation = FunctionDocumentation(
    "array_union(array1, array2) - Returns the elements of both arrays without repetitions.",
    examples: [("SELECT array_union(array(1, 2, 3), array(1, 3, 5))", "[1, 2, 3, 5]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindArraySet { $0 || $1 }
  }
}
