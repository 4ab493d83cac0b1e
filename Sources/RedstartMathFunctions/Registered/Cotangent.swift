import RedstartLogicalPlan
import RedstartTypes

/// Returns the cotangent of an angle in radians.
struct Cotangent: SQLFunction {
  static let names = ["cot"]
  static let documentation = FunctionDocumentation(
    "cot(expr) - Returns the cotangent of an angle in radians.",
    examples: [("SELECT cot(1)", "0.6420926159343306")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("COT") { 1 / CLibrary.tangent($0) }
  }
}
