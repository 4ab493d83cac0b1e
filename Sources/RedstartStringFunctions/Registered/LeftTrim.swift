import RedstartLogicalPlan
import RedstartTypes

/// Returns the text without blanks at its start.
struct LeftTrim: SQLFunction {
  static let names = ["ltrim"]
  static let documentation = FunctionDocumentation(
    "ltrim(str) - Returns the text without blanks at its start.",
    examples: [("SELECT ltrim('    SparkSQL')", "SparkSQL")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindTrim("LEADING", left: true, right: false)
  }
}
