import RedstartLogicalPlan
import RedstartTypes

/// Returns the name of the type of expr.
struct TypeOf: SQLFunction {
  static let names = ["typeof"]
  static let documentation = FunctionDocumentation(
    "typeof(expr) - Returns the name of the type of expr.",
    examples: [("SELECT typeof(1)", "int"), ("SELECT typeof(array(1))", "array<int>")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let text = call.arguments[0].type.simpleString
    return call.scalarWithNulls(nil, call.arguments, .string, nullable: false) { _, count in
      .constant(.of([.string(text)], type: .string), count: count)
    }
  }
}
