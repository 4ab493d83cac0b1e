import RedstartLogicalPlan
import RedstartTypes

/// Returns e to the power of expr, less 1.
struct ExponentialMinus1: SQLFunction {
  static let names = ["expm1"]
  static let documentation = FunctionDocumentation(
    "expm1(expr) - Returns e to the power of expr, less 1.",
    examples: [("SELECT expm1(0)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("EXPM1", CLibrary.exponentialMinus1)
  }
}
