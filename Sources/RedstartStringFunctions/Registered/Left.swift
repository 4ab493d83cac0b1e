import RedstartLogicalPlan
import RedstartTypes

/// Returns the first len characters.
struct Left: SQLFunction {
  static let names = ["left"]
  static let documentation = FunctionDocumentation(
    "left(str, len) - Returns the first len characters.",
    examples: [("SELECT left('Spark SQL', 3)", "Spa")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let source = try call.argument(0, .oneOf([.type(.string), .type(.binary)]))
    let isBinary = source.type == .binary
    return call.stringSlices([source, try call.argument(1, .integer)], isBinary ? .binary : .string) { arguments in
      let lengths = FixedColumn<Int32>(arguments[1])
      return { text, row in
        let length = max(0, Int(lengths[row]))
        return text.part(0..<(isBinary ? min(length, text.count) : text.offset(after: length)))
      }
    }
  }
}
