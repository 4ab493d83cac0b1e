import RedstartLogicalPlan
import RedstartTypes

/// Returns whether the text fits the pattern, in which % stands for any text and _ for one character.
struct Like: SQLFunction {
  static let names = ["like"]
  static let documentation = FunctionDocumentation(
    "str like pattern[ ESCAPE escape] - Returns whether the text fits the pattern, in which % stands for any text and _ for one character.",
    examples: [("SELECT 'Spark' LIKE '_park'", "True"), ("SELECT 'Spark' LIKE 'S%k%s'", "False")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.like(ignoringCase: false)
  }
}
