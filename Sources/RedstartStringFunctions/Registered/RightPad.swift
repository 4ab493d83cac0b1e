import RedstartLogicalPlan
import RedstartTypes

/// Returns the text filled on its right, or cut, to a length.
struct RightPad: SQLFunction {
  static let names = ["rpad"]
  static let documentation = FunctionDocumentation(
    "rpad(str, len[, pad]) - Returns the text filled on its right, or cut, to a length.",
    examples: [("SELECT rpad('hi', 5, '??')", "hi???")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindPadding(left: false)
  }
}
