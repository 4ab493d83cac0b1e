import RedstartLogicalPlan
import RedstartTypes

/// Returns the date that a text stands for, or null.
struct TryToDate: SQLFunction {
  static let names = ["try_to_date"]
  static let documentation = FunctionDocumentation(
    "try_to_date(date_str[, fmt]) - Returns the date that a text stands for, or null.",
    examples: [("SELECT try_to_date('foo', 'yyyy-MM-dd')", "None")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindParsing(.date, isTry: true)
  }
}
