import RedstartLogicalPlan
import RedstartTypes

/// Returns the nearest whole number as a double, halves to the even one.
struct NearestWhole: SQLFunction {
  static let names = ["rint"]
  static let documentation = FunctionDocumentation(
    "rint(expr) - Returns the nearest whole number as a double, halves to the even one.",
    examples: [("SELECT rint(12.3456)", "12.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap(nil) { $0.rounded(.toNearestOrEven) }
  }
}
