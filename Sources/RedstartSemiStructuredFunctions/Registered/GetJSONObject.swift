import RedstartLogicalPlan
import RedstartTypes

/// Returns what a path leads to in a JSON text.
struct GetJSONObject: SQLFunction {
  static let names = ["get_json_object"]
  static let documentation = FunctionDocumentation(
    "get_json_object(json, path) - Returns what the path leads to in a JSON text, or null.",
    examples: [("SELECT get_json_object('{\"a\":\"b\"}', '$.a')", "b")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.scalar(nil, [try call.argument(0, .string), try call.argument(1, .string)], .string, canGiveNull: true) {
      arguments, count in
      let texts = BytesColumn(arguments[0])
      let paths = BytesColumn(arguments[1])
      let constant = paths.isConstant && count > 0 ? JSONPath(paths.string(0)) : nil
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        guard let path = paths.isConstant ? constant : JSONPath(paths.string(row)),
          let json = try? JSONValue(parsing: texts.string(row)), let text = path.text(in: json)
        else { return false }
        sink.append(text)
        return true
      }
    }
  }
}
