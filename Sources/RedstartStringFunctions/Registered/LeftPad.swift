import RedstartLogicalPlan
import RedstartTypes

/// Returns the text filled on its left, or cut, to a length.
struct LeftPad: SQLFunction {
  static let names = ["lpad"]
  static let documentation = FunctionDocumentation(
    "lpad(str, len[, pad]) - Returns the text filled on its left, or cut, to a length.",
    examples: [("SELECT lpad('hi', 5, '??')", "???hi"), ("SELECT lpad('hi', 1, '??')", "h")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindPadding(left: true)
  }
}
