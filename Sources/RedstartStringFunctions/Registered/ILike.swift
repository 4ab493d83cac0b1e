import RedstartLogicalPlan
import RedstartTypes

/// Returns whether the text fits the pattern, letters of either case alike.
struct ILike: SQLFunction {
  static let names = ["ilike"]
  static let documentation = FunctionDocumentation(
    "str ilike pattern[ ESCAPE escape] - Returns whether the text fits the pattern, letters of either case alike.",
    examples: [("SELECT 'Spark' ILIKE '_PARK'", "True")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.like(ignoringCase: true)
  }
}
