import RedstartLogicalPlan
import RedstartTypes

/// Returns an angle in degrees as radians.
struct Radians: SQLFunction {
  static let names = ["radians"]
  static let documentation = FunctionDocumentation(
    "radians(expr) - Returns an angle in degrees as radians.",
    examples: [("SELECT radians(180)", "3.141592653589793")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("RADIANS") { $0 * (Double.pi / 180) }
  }
}
