import RedstartLogicalPlan
import RedstartTypes

/// Returns the number of elements of a JSON array.
struct JSONArrayLength: SQLFunction {
  static let names = ["json_array_length"]
  static let documentation = FunctionDocumentation(
    "json_array_length(json) - Returns the number of elements of the outermost JSON array, or null.",
    examples: [("SELECT json_array_length('[1,2,3,4]')", "4")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .string)], .integer, canGiveNull: true) { arguments, count in
      let texts = BytesColumn(arguments[0])
      return RowLoop.optional(arguments, count, .integer, as: Int32.self) { row in
        guard let elements = (try? JSONValue(parsing: texts.string(row)))?.array else { return nil }
        return Int32(truncatingIfNeeded: elements.count)
      }
    }
  }
}
