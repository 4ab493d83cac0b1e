import RedstartLogicalPlan
import RedstartTypes

/// Returns the text in upper case.
struct Upper: SQLFunction {
  static let names = ["upper", "ucase"]
  static let documentation = FunctionDocumentation(
    "upper(str) - Returns the text in upper case.",
    examples: [("SELECT upper('SparkSql')", "SPARKSQL")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.stringMap(try call.argument(0, .string), body: appendUppercased)
  }
}
