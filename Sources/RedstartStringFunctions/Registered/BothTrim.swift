import RedstartLogicalPlan
import RedstartTypes

/// Returns the text without blanks, or without characters of trimStr, at both ends.
struct BothTrim: SQLFunction {
  static let names = ["btrim"]
  static let documentation = FunctionDocumentation(
    "btrim(str[, trimStr]) - Returns the text without blanks, or without characters of trimStr, at both ends.",
    examples: [("SELECT btrim('SSparkSQLS', 'SL')", "parkSQ")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindTrim("BOTH", left: true, right: true)
  }
}
