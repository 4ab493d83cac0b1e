import RedstartLogicalPlan
import RedstartTypes

/// Returns the arguments put into a format as in C.
struct FormatText: SQLFunction {
  static let names = ["format_string", "printf"]
  static let documentation = FunctionDocumentation(
    "format_string(strfmt, obj, ...) - Returns the arguments put into a format as in C.",
    examples: [("SELECT format_string('Hello World %d %s', 100, 'days')", "Hello World 100 days")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(atLeast: 1)
    let format = try call.argument(0, .string)
    let values = Array(call.arguments.dropFirst())
    let texts = values.map { $0.type.isNested ? $0 : $0.implicitlyCast(to: .string) }
    let split = values.count
    let name = call.name.lowercased()
    return call.scalarWithNulls(
      nil, [format] + values + texts, .string, nullable: format.nullable,
      sql: { names in "\(name)(\(names.prefix(split + 1).joined(separator: ", ")))" }
    ) { arguments, count in
      let formats = BytesColumn(arguments[0])
      let noFormat = NullColumn(arguments[0])
      let constant = formats.isConstant && !noFormat(0) ? try FormatString(formats.string(0)) : nil
      return try RowLoop.bytes(arguments, count, .string, skipNulls: false) { row, sink in
        if noFormat(row) { return false }
        let compiled = try constant ?? FormatString(formats.string(row))
        let row = (0..<split).map { index -> (value: Value, type: DataType, text: String) in
          let shown = arguments[1 + split + index]
          let text: String = if case .string(let text) = shown.value(at: row) { text } else { "" }
          return (arguments[1 + index].value(at: row), arguments[1 + index].type, text)
        }
        sink.append(try compiled.text(row))
        return true
      }
    }
  }
}
