import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the value of a schema that a JSON text stands for.
struct FromJSON: SQLFunction {
  static let names = ["from_json"]
  static let documentation = FunctionDocumentation(
    "from_json(json, schema[, options]) - Returns the value of the schema that a JSON text stands for; what does not fit is null.",
    examples: [("SELECT from_json('{\"a\":1, \"b\":0.8}', 'a INT, b DOUBLE')", "Row(a=1, b=0.8)")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    let type = try call.schemaArgument(1).asNullable
    let fails = try call.options(2)["mode"]?.uppercased() == "FAILFAST"
    let isMap = if case .map = type { true } else { false }
    let reader = JSONReader(zone: try TimeZoneRules.named(call.environment.timeZone))
    return call.scalar(
      nil, [try call.argument(0, .string)], type, canGiveNull: true, sql: { isMap ? "entries" : "from_json(\($0[0]))" }
    ) { arguments, count in
      try eachRow(arguments, count, type) { text in
        if fails, (try? JSONValue(parsing: text)) == nil {
          throw SparkError(
            "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", ["badRecord": text, "failFastMode": "FAILFAST"])
        }
        return reader.root(text, type)
      }
    }
  }
}
