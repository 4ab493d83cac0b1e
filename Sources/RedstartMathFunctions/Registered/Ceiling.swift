import RedstartLogicalPlan
import RedstartTypes

/// Returns the smallest whole number that is not less.
struct Ceiling: SQLFunction {
  static let names = ["ceil", "ceiling"]
  static let documentation = FunctionDocumentation(
    "ceil(expr[, scale]) - Returns the smallest whole number that is not less.",
    examples: [("SELECT ceil(-0.1)", "0"), ("SELECT ceil(5)", "5"), ("SELECT ceil(3.1411, 3)", "3.142")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindWhole(.ceiling, call.arguments.count == 2 ? "ceil" : "CEIL")
  }
}
