import RedstartLogicalPlan
import RedstartTypes

/// Returns the hexadecimal digits of a whole number, text or binary.
struct Hexadecimal: SQLFunction {
  static let names = ["hex"]
  static let documentation = FunctionDocumentation(
    "hex(expr) - Returns the hexadecimal digits of a whole number, text or binary.",
    examples: [("SELECT hex(17)", "11"), ("SELECT hex('Spark SQL')", "537061726B2053514C")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let argument = try call.argument(0, .oneOf([.type(.long), .type(.binary), .type(.string)]))
    let isNumber = argument.type == .long
    return call.scalar(nil, [argument], .string) { arguments, count in
      if isNumber {
        let values = FixedColumn<Int64>(arguments[0])
        return RowLoop.bytes(arguments, count, .string) { row, sink in
          NumberText.appendHex(UInt64(bitPattern: values[row]), sink)
          return true
        }
      }
      let bytes = BytesColumn(arguments[0])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        NumberText.appendHex(bytes[row], sink)
        return true
      }
    }
  }
}
