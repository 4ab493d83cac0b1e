import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the magnitude of a number or interval.
struct Absolute: SQLFunction {
  static let names = ["abs"]
  static let documentation = FunctionDocumentation(
    "abs(expr) - Returns the magnitude of a number or interval.",
    examples: [("SELECT abs(-1)", "1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let argument = try call.argument(0, .oneOf([.numeric, .ansiInterval]))
    let mode: FailureMode = call.environment.ansi ? .ansi : .legacy
    return call.scalar(nil, [argument], argument.type) { arguments, _ in
      try ArithmeticKernel.absolute(arguments[0], mode: mode)
    }
  }
}
