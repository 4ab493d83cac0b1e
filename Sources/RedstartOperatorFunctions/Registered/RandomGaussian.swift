import RedstartLogicalPlan
import RedstartTypes

/// Returns random numbers of the standard normal distribution.
struct RandomGaussian: SQLFunction {
  static let names = ["randn"]
  static let documentation = FunctionDocumentation(
    "randn([seed]) - Returns random numbers of the standard normal distribution.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindRandom(gaussian: true)
  }
}
