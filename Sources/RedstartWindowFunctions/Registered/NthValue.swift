import RedstartLogicalPlan
import RedstartTypes

/// Returns the value of the row of the frame that has the number offset.
struct NthValue: SQLFunction {
  static let names = ["nth_value"]
  static let documentation = FunctionDocumentation(
    "nth_value(input, offset) - Returns the value of the row of the frame that has the number offset.")

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindNthValue()
  }
}
