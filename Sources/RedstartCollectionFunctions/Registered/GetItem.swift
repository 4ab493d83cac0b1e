import RedstartLogicalPlan
import RedstartTypes

/// Returns the element of an array at an index counted from 0, or the value of a map's key.
struct GetItem: SQLFunction {
  static let names = ["getitem", "get_item"]
  static let documentation = FunctionDocumentation(
    "expr[index] - Returns the element of an array at an index counted from 0, or the value of a map's key.",
    examples: [("SELECT array(1, 2, 3)[0]", "1"), ("SELECT map('a', 1)['b']", "None")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    if case .map = call.arguments[0].type {
      return try call.mapValue(
        call.arguments[0], call.arguments[1], function: "getmapvalue", sql: { "\($0[0])[\($0[1])]" })
    }
    return try call.arrayElement(
      call.arguments[0], try call.argument(1, .integral), fromOne: false,
      missing: call.environment.ansi ? .failSubscript : .null, sql: { "\($0[0])[\($0[1])]" })
  }
}
