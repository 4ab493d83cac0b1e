import RedstartLogicalPlan
import RedstartTypes

/// Returns the name of the current catalog.
struct CurrentCatalog: SQLFunction {
  static let names = ["current_catalog"]
  static let documentation = FunctionDocumentation(
    "current_catalog() - Returns the name of the current catalog.",
    examples: [("SELECT current_catalog()", "spark_catalog")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.sessionText(call.environment.currentCatalog)
  }
}
