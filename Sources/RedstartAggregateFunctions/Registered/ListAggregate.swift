import RedstartLogicalPlan
import RedstartTypes

/// Returns the texts that are not null, joined by a delimiter.
struct ListAggregate: SQLFunction {
  static let names = ["listagg", "string_agg"]
  static let documentation = FunctionDocumentation(
    "listagg(expr[, delimiter]) - Returns the texts that are not null, joined by a delimiter.",
    examples: [("SELECT listagg(x, ', ') FROM VALUES ('a'), (NULL), ('b') AS t(x)", "a, b")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindListAggregate()
  }
}
