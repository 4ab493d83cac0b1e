import RedstartLogicalPlan
import RedstartTypes

/// Returns the last len characters.
struct Right: SQLFunction {
  static let names = ["right"]
  static let documentation = FunctionDocumentation(
    "right(str, len) - Returns the last len characters.",
    examples: [("SELECT right('Spark SQL', 3)", "SQL")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.stringSlices([try call.argument(0, .string), try call.argument(1, .integer)], canGiveNull: true) { arguments in
      let lengths = FixedColumn<Int32>(arguments[1])
      return { text, row in
        let length = Int(lengths[row])
        return length <= 0 ? text.part(0..<0) : text.substring(position: -length, length: Int(Int32.max))
      }
    }
  }
}
