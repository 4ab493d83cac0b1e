import RedstartLogicalPlan
import RedstartTypes

/// Returns the value that occurs most often.
struct Mode: SQLFunction {
  static let names = ["mode"]
  static let documentation = FunctionDocumentation(
    "mode(col) - Returns the value that occurs most often.",
    examples: [("SELECT mode(x) FROM VALUES (0), (10), (10) AS t(x)", "10")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindMode()
  }
}
