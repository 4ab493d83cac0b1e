import RedstartLogicalPlan
import RedstartTypes

/// Returns the secant of an angle in radians.
struct Secant: SQLFunction {
  static let names = ["sec"]
  static let documentation = FunctionDocumentation(
    "sec(expr) - Returns the secant of an angle in radians.",
    examples: [("SELECT sec(0)", "1.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("SEC") { 1 / CLibrary.cosine($0) }
  }
}
