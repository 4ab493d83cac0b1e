import RedstartLogicalPlan
import RedstartTypes

/// Returns whether right occurs in left.
struct Contains: SQLFunction {
  static let names = ["contains"]
  static let documentation = FunctionDocumentation(
    "contains(left, right) - Returns whether right occurs in left.",
    examples: [("SELECT contains('Spark SQL', 'k S')", "True")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.stringTest { $0.firstOffset(of: $1) != nil }
  }
}
