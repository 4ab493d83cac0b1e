import RedstartLogicalPlan
import RedstartTypes

/// Returns the version of Spark that the engine follows.
struct Version: SQLFunction {
  static let names = ["version"]
  static let documentation = FunctionDocumentation(
    "version() - Returns the version of Spark that the engine follows.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.sessionText(call.environment.version)
  }
}
