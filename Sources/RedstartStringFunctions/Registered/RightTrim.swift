import RedstartLogicalPlan
import RedstartTypes

/// Returns the text without blanks at its end.
struct RightTrim: SQLFunction {
  static let names = ["rtrim"]
  static let documentation = FunctionDocumentation(
    "rtrim(str) - Returns the text without blanks at its end.",
    examples: [("SELECT rtrim('SparkSQL   ')", "SparkSQL")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindTrim("TRAILING", left: false, right: true)
  }
}
