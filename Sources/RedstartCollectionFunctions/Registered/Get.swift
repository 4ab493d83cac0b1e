import RedstartLogicalPlan
import RedstartTypes

/// Returns the element at an index counted from 0, or null.
struct Get: SQLFunction {
  static let names = ["get"]
  static let documentation = FunctionDocumentation(
    "get(array, index) - Returns the element at an index counted from 0, or null.",
    examples: [("SELECT get(array(1, 2, 3), 0)", "1"), ("SELECT get(array(1, 2, 3), 3)", "None")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return try call.arrayElement(
      try call.argumentAsIs(0, .anyArray), try call.argument(1, .integral), fromOne: false, missing: .null,
      sql: { "get(\($0[0]), \($0[1]))" })
  }
}
