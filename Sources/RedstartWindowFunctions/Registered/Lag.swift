import RedstartLogicalPlan
import RedstartTypes

/// Returns the value of the row that is offset rows before, or the default if there is none.
struct Lag: SQLFunction {
  static let names = ["lag"]
  static let documentation = FunctionDocumentation(
    "lag(input[, offset[, default]]) - Returns the value of the row that is offset rows before, or the default if there is none.")

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindOffset(sign: -1)
  }
}
