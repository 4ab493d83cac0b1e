import RedstartLogicalPlan
import RedstartTypes

/// Returns the value of the row that is offset rows behind, or the default if there is none.
struct Lead: SQLFunction {
  static let names = ["lead"]
  static let documentation = FunctionDocumentation(
    "lead(input[, offset[, default]]) - Returns the value of the row that is offset rows behind, or the default if there is none."
  )

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindOffset(sign: 1)
  }
}
