import RedstartLogicalPlan
import RedstartTypes

/// Returns the text with the first letter of each word in upper case and the others in lower case.
struct InitialCapitals: SQLFunction {
  static let names = ["initcap"]
  static let documentation = FunctionDocumentation(
    "initcap(str) - Returns the text with the first letter of each word in upper case and the others in lower case.",
    examples: [("SELECT initcap('sPark sql')", "Spark Sql")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.stringMap(try call.argument(0, .string)) { $1.append(TextMeasures.initialCapitals($0)) }
  }
}
