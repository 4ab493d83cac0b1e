import RedstartLogicalPlan
import RedstartTypes

/// Returns the binary digits of a whole number.
struct Binary: SQLFunction {
  static let names = ["bin"]
  static let documentation = FunctionDocumentation(
    "bin(expr) - Returns the binary digits of a whole number.",
    examples: [
      ("SELECT bin(13)", "1101"), ("SELECT bin(-13)", "1111111111111111111111111111111111111111111111111111111111110011"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .long)], .string) { arguments, count in
      let values = FixedColumn<Int64>(arguments[0])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        sink.append(String(UInt64(bitPattern: values[row]), radix: 2))
        return true
      }
    }
  }
}
