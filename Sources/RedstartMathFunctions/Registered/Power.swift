import RedstartLogicalPlan
import RedstartTypes

/// Returns expr1 to the power of expr2.
struct Power: SQLFunction {
  static let names = ["pow", "power"]
  static let documentation = FunctionDocumentation(
    "pow(expr1, expr2) - Returns expr1 to the power of expr2.",
    examples: [("SELECT pow(2, 3)", "8.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doublePair(call.name.lowercased() == "pow" ? "pow" : "POWER", CLibrary.power)
  }
}
