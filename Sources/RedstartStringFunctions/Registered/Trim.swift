import RedstartLogicalPlan
import RedstartTypes

/// Returns the text without blanks, or without characters of a set, at both ends.
struct Trim: SQLFunction {
  static let names = ["trim"]
  static let documentation = FunctionDocumentation(
    "trim(str) - Returns the text without blanks, or without characters of a set, at both ends.",
    examples: [("SELECT trim('    SparkSQL   ')", "SparkSQL"), ("SELECT trim(BOTH 'SL' FROM 'SSparkSQLS')", "parkSQ")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindTrim("BOTH", left: true, right: true)
  }
}
