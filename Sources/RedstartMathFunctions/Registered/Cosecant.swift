import RedstartLogicalPlan
import RedstartTypes

/// Returns the cosecant of an angle in radians.
struct Cosecant: SQLFunction {
  static let names = ["csc"]
  static let documentation = FunctionDocumentation(
    "csc(expr) - Returns the cosecant of an angle in radians.",
    examples: [("SELECT csc(1)", "1.1883951057781212")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("CSC") { 1 / CLibrary.sine($0) }
  }
}
