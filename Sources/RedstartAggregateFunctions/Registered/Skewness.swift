import RedstartLogicalPlan
import RedstartTypes

/// Returns the skewness of the values that are not null.
struct Skewness: SQLFunction {
  static let names = ["skewness"]
  static let documentation = FunctionDocumentation(
    "skewness(expr) - Returns the skewness of the values that are not null.",
    examples: [("SELECT skewness(x) FROM VALUES (1), (2), (4) AS t(x)", "0.38180177416060634")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindMoments(.skewness)
  }
}
