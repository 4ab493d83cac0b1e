import RedstartLogicalPlan
import RedstartTypes

/// Returns the name of the current database.
struct CurrentDatabase: SQLFunction {
  static let names = ["current_database", "current_schema"]
  static let documentation = FunctionDocumentation(
    "current_database() - Returns the name of the current database.",
    examples: [("SELECT current_database()", "default")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.sessionText(call.environment.currentDatabase, shownAs: "current_schema")
  }
}
