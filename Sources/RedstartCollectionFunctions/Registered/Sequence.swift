import RedstartLogicalPlan
import RedstartTypes

/// Returns the numbers, dates or timestamps from start to stop.
struct Sequence: SQLFunction {
  static let names = ["sequence"]
  static let documentation = FunctionDocumentation(
    "sequence(start, stop[, step]) - Returns the numbers, dates or timestamps from start to stop.",
    examples: [("SELECT sequence(1, 5)", "[1, 2, 3, 4, 5]"), ("SELECT sequence(5, 1)", "[5, 4, 3, 2, 1]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    return call.arguments.prefix(2).contains { $0.type.isDateOrTimestamp }
      ? try call.temporalSequence() : try call.integerSequence()
  }
}
