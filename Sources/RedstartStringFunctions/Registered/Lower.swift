import RedstartLogicalPlan
import RedstartTypes

/// Returns the text in lower case.
struct Lower: SQLFunction {
  static let names = ["lower", "lcase"]
  static let documentation = FunctionDocumentation(
    "lower(str) - Returns the text in lower case.",
    examples: [("SELECT lower('SparkSql')", "sparksql")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.stringMap(try call.argument(0, .string), body: appendLowercased)
  }
}
