import RedstartLogicalPlan
import RedstartTypes

/// Returns the number with its bits moved to the left.
struct ShiftLeft: SQLFunction {
  static let names = ["shiftleft", "<<"]
  static let documentation = FunctionDocumentation(
    "shiftleft(base, exp) - Returns the number with its bits moved to the left.",
    examples: [("SELECT shiftleft(2, 1)", "4")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.shift("<<", int: { $0 &<< $1 }, long: { $0 &<< $1 })
  }
}
