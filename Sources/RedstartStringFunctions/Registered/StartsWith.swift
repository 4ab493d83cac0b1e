import RedstartLogicalPlan
import RedstartTypes

/// Returns whether left begins with right.
struct StartsWith: SQLFunction {
  static let names = ["startswith"]
  static let documentation = FunctionDocumentation(
    "startswith(left, right) - Returns whether left begins with right.",
    examples: [("SELECT startswith('Spark SQL', 'Spark')", "True")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.stringTest { $0.matches($1, at: 0) }
  }
}
