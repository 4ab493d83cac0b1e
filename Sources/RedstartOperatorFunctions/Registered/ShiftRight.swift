import RedstartLogicalPlan
import RedstartTypes

/// Returns the number with its bits moved to the right, its sign kept.
struct ShiftRight: SQLFunction {
  static let names = ["shiftright", ">>"]
  static let documentation = FunctionDocumentation(
    "shiftright(base, exp) - Returns the number with its bits moved to the right, its sign kept.",
    examples: [("SELECT shiftright(4, 1)", "2")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.shift(">>", int: { $0 &>> $1 }, long: { $0 &>> $1 })
  }
}
