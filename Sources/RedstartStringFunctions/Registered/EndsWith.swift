import RedstartLogicalPlan
import RedstartTypes

/// Returns whether left ends with right.
struct EndsWith: SQLFunction {
  static let names = ["endswith"]
  static let documentation = FunctionDocumentation(
    "endswith(left, right) - Returns whether left ends with right.",
    examples: [("SELECT endswith('Spark SQL', 'SQL')", "True")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.stringTest { $0.matches($1, at: $0.count - $1.count) }
  }
}
