import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Returns the names of the members of a JSON object.
struct JSONObjectKeys: SQLFunction {
  static let names = ["json_object_keys"]
  static let documentation = FunctionDocumentation(
    "json_object_keys(json) - Returns the names of the outermost JSON object's members, or null.",
    examples: [("SELECT json_object_keys('{\"f1\":\"abc\",\"f2\":{\"f3\":\"a\"}}')", "['f1', 'f2']")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let type = DataType.array(.string, containsNull: true)
    return call.scalar(nil, [try call.argument(0, .string)], type, canGiveNull: true) { arguments, count in
      eachRow(arguments, count, type) { text in
        guard let members = (try? JSONValue(parsing: text))?.members else { return .null }
        return .array(members.map { .string($0.name) })
      }
    }
  }
}
