import RedstartLogicalPlan
import RedstartTypes

/// Returns the element at a position counted from 1 or from the end, or the value of a map's key, or null.
struct TryElementAt: SQLFunction {
  static let names = ["try_element_at"]
  static let documentation = FunctionDocumentation(
    "try_element_at(array, index) - Returns the element at a position counted from 1 or from the end, or the value of a map's key, or null.",
    examples: [("SELECT try_element_at(array(1, 2, 3), 4)", "None")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    if case .map = call.arguments[0].type { return try call.mapValue(call.arguments[0], call.arguments[1], function: nil) }
    return try call.arrayElement(
      try call.argumentAsIs(0, .anyArray), try call.elementIndex(), fromOne: true, missing: .null)
  }
}
