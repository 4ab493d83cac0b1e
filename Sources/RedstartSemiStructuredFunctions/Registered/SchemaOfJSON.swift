import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns the schema of a JSON text.
struct SchemaOfJSON: SQLFunction {
  static let names = ["schema_of_json"]
  static let documentation = FunctionDocumentation(
    "schema_of_json(json[, options]) - Returns the schema of a constant JSON text as DDL.",
    examples: [("SELECT schema_of_json('[{\"col\":0}]')", "ARRAY<STRUCT<col: BIGINT>>")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1, 2)
    let json = try call.argument(0, .string)
    guard json.isFoldable, case .string(let text)? = call.constant(0) else {
      throw call.mismatch(
        "NON_FOLDABLE_INPUT",
        ["inputName": "`json`", "inputType": "\"STRING\"", "inputExpr": "\"\(call.arguments[0].prettySQL)\""])
    }
    let type = (try? JSONValue(parsing: text)).flatMap { JSONSchema.type(of: $0) } ?? .string
    return call.scalarWithNulls(nil, [json], .string, nullable: false, sql: { "schema_of_json(\($0[0]))" }) { _, count in
      .constant(.of([.string(type.sql)], type: .string), count: count)
    }
  }
}
