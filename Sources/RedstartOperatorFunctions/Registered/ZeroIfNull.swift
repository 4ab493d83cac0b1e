import RedstartLogicalPlan
import RedstartTypes

/// Returns 0 when expr is null, else expr.
struct ZeroIfNull: SQLFunction {
  static let names = ["zeroifnull"]
  static let documentation = FunctionDocumentation(
    "zeroifnull(expr) - Returns 0 when expr is null, else expr.",
    examples: [("SELECT zeroifnull(NULL)", "0"), ("SELECT zeroifnull(2)", "2")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    var changed = call
    changed.arguments.append(.literal(.integer(0)))
    return changed.firstNotNull(try changed.unified())
  }
}
