import RedstartLogicalPlan
import RedstartTypes

/// Returns the sine of an angle in radians.
struct Sine: SQLFunction {
  static let names = ["sin"]
  static let documentation = FunctionDocumentation(
    "sin(expr) - Returns the sine of an angle in radians.",
    examples: [("SELECT sin(0)", "0.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("SIN", CLibrary.sine)
  }
}
