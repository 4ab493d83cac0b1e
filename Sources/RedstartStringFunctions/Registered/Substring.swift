import RedstartLogicalPlan
import RedstartTypes

/// Returns the part that begins at pos, counted from 1 or from the end, and has length len.
struct Substring: SQLFunction {
  static let names = ["substring", "substr"]
  static let documentation = FunctionDocumentation(
    "substring(str, pos[, len]) - Returns the part that begins at pos, counted from 1 or from the end, and has length len.",
    examples: [
      ("SELECT substring('Spark SQL', 5)", "k SQL"), ("SELECT substring('Spark SQL', -3)", "SQL"),
      ("SELECT substring('Spark SQL', 5, 1)", "k"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    var full = call
    if full.arguments.count == 2 { full.arguments.append(.literal(.integer(.max))) }
    let source = try full.argument(0, .oneOf([.type(.string), .type(.binary)]))
    let isBinary = source.type == .binary
    let arguments = [source, try full.argument(1, .integer), try full.argument(2, .integer)]
    return call.scalar(nil, arguments, isBinary ? .binary : .string) { arguments, count in
      let text = BytesColumn(arguments[0])
      let position = FixedColumn<Int32>(arguments[1])
      let length = FixedColumn<Int32>(arguments[2])
      return RowLoop.slices(arguments, count, isBinary ? .binary : .string, of: text) { row in
        isBinary
          ? text[row].byteSubstring(position: Int(position[row]), length: Int(length[row]))
          : text[row].substring(position: Int(position[row]), length: Int(length[row]))
      }
    }
  }
}
