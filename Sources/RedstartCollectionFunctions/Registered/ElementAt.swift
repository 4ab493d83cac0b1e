import RedstartLogicalPlan
import RedstartTypes

/// Returns the element at a position counted from 1 or from the end, or the value of a map's key.
struct ElementAt: SQLFunction {
  static let names = ["element_at"]
  static let documentation = FunctionDocumentation(
    "element_at(array, index) - Returns the element at a position counted from 1 or from the end, or the value of a map's key.",
    examples: [("SELECT element_at(array(1, 2, 3), 2)", "2"), ("SELECT element_at(map(1, 'a', 2, 'b'), 2)", "b")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    if case .map = call.arguments[0].type { return try call.mapValue(call.arguments[0], call.arguments[1], function: nil) }
    return try call.arrayElement(
      try call.argumentAsIs(0, .oneOf([.anyArray, .anyMap])), try call.elementIndex(), fromOne: true,
      missing: call.environment.ansi ? .failElementAt : .null)
  }
}
