import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns a struct, array or map as JSON text.
struct ToJSON: SQLFunction {
  static let names = ["to_json"]
  static let documentation = FunctionDocumentation(
    "to_json(expr[, options]) - Returns a struct, array or map as JSON text.",
    examples: [("SELECT to_json(named_struct('a', 1, 'b', 2))", "{\"a\":1,\"b\":2}")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1, 2)
    let type = call.arguments[0].type
    switch type.storage {
    case .struct, .array, .map: break
    default: throw call.mismatch("INVALID_JSON_SCHEMA", ["schema": "\"\(type.sql)\""])
    }
    var writer = JSONWriter(zone: try TimeZoneRules.named(call.environment.timeZone))
    if try call.options(1)["ignorenullfields"]?.lowercased() == "false" { writer.ignoresNullFields = false }
    let used = writer
    return call.scalar(
      nil, [call.arguments[0]], .string, canGiveNull: true, sql: { "to_json(\($0[0]))" }
    ) { arguments, count in
      let source = arguments[0]
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        sink.append(used.text(source.value(at: row), type))
        return true
      }
    }
  }
}
