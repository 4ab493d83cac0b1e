import RedstartLogicalPlan
import RedstartTypes

/// Returns random numbers from 0 to below 1.
struct Random: SQLFunction {
  static let names = ["rand", "random"]
  static let documentation = FunctionDocumentation(
    "rand([seed]) - Returns random numbers from 0 to below 1.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindRandom(gaussian: false)
  }
}
