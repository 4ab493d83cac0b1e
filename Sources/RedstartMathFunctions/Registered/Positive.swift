import RedstartLogicalPlan
import RedstartTypes

/// Returns the number itself.
struct Positive: SQLFunction {
  static let names = ["positive"]
  static let documentation = FunctionDocumentation(
    "positive(expr) - Returns the number itself.",
    examples: [("SELECT positive(1)", "1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let argument = try call.argument(0, .oneOf([.numeric, .ansiInterval, .type(.calendarInterval)]))
    return call.scalar(nil, [argument], argument.type, sql: { "(+ \($0[0]))" }) { arguments, _ in arguments[0] }
  }
}
