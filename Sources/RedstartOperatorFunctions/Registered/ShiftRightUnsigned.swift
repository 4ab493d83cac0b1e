import RedstartLogicalPlan
import RedstartTypes

/// Returns the number with its bits moved to the right, zeros moved in.
struct ShiftRightUnsigned: SQLFunction {
  static let names = ["shiftrightunsigned", ">>>"]
  static let documentation = FunctionDocumentation(
    "shiftrightunsigned(base, exp) - Returns the number with its bits moved to the right, zeros moved in.",
    examples: [("SELECT shiftrightunsigned(4, 1)", "2")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.shift(
      ">>>", int: { Int32(bitPattern: UInt32(bitPattern: $0) &>> UInt32($1)) },
      long: { Int64(bitPattern: UInt64(bitPattern: $0) &>> UInt64($1)) })
  }
}
