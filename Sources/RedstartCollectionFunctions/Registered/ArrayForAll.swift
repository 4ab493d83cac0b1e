import RedstartLogicalPlan

/// Whether a condition is true for all elements of an array.
struct ArrayForAll: HigherOrderFunction {
  static let names = ["forall"]
  static let documentation = FunctionDocumentation(
    "forall(array, condition) - Whether the condition is true for all elements.",
    examples: [
      ("SELECT forall(array(1, 2, 3), x -> x % 2 == 0)", "False"),
      ("SELECT forall(array(2, NULL, 8), x -> x % 2 == 0)", "None"),
    ])

  func variables(of index: Int, count: Int, in call: FunctionBinding) throws -> [LambdaParameter]? {
    index == 1 ? [try call.elementVariable(0)] : nil
  }

  func bind(_ call: FunctionBinding) throws -> Expression { try call.bindQuantifier(decisive: false) }
}
