import RedstartLogicalPlan
import RedstartTypes

/// Returns whether both are equal, nulls equal to each other.
struct EqualNull: SQLFunction {
  static let names = ["equal_null"]
  static let documentation = FunctionDocumentation(
    "equal_null(expr1, expr2) - Returns whether both are equal, nulls equal to each other.",
    examples: [("SELECT equal_null(3, 3)", "True")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let sides = try call.unified()
    return .comparison(.nullSafeEqual, sides[0], sides[1])
  }
}
