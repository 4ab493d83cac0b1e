import RedstartLogicalPlan
import RedstartTypes

/// Returns the character of a code, taken modulo 256.
struct Character8: SQLFunction {
  static let names = ["char", "chr"]
  static let documentation = FunctionDocumentation(
    "char(expr) - Returns the character of a code, taken modulo 256.",
    examples: [("SELECT char(65)", "A")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .long)], .string) { arguments, count in
      let values = FixedColumn<Int64>(arguments[0])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        if values[row] >= 0 { sink.append(String(Character(UnicodeScalar(UInt8(truncatingIfNeeded: values[row]))))) }
        return true
      }
    }
  }
}
