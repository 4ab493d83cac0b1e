import RedstartLogicalPlan
import RedstartTypes

/// Returns the excess kurtosis of the values that are not null.
struct Kurtosis: SQLFunction {
  static let names = ["kurtosis"]
  static let documentation = FunctionDocumentation(
    "kurtosis(expr) - Returns the excess kurtosis of the values that are not null.",
    examples: [("SELECT kurtosis(x) FROM VALUES (1), (2), (4) AS t(x)", "-1.4999999999999993")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindMoments(.kurtosis)
  }
}
