import RedstartLogicalPlan

/// Whether a condition is true for some element of an array.
struct ArrayExists: HigherOrderFunction {
  static let names = ["exists"]
  static let documentation = FunctionDocumentation(
    "exists(array, condition) - Whether the condition is true for some element.",
    examples: [
      ("SELECT exists(array(1, 2, 3), x -> x % 2 == 0)", "True"),
      ("SELECT exists(array(1, NULL, 3), x -> x % 2 == 0)", "None"),
    ])

  func variables(of index: Int, count: Int, in call: FunctionBinding) throws -> [LambdaParameter]? {
    index == 1 ? [try call.elementVariable(0)] : nil
  }

  func bind(_ call: FunctionBinding) throws -> Expression { try call.bindQuantifier(decisive: true) }
}
