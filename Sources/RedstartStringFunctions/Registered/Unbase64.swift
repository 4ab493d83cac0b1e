import RedstartLogicalPlan
import RedstartTypes

/// Returns the binary that a text in base 64 stands for.
struct Unbase64: SQLFunction {
  static let names = ["unbase64"]
  static let documentation = FunctionDocumentation(
    "unbase64(str) - Returns the binary that a text in base 64 stands for.",
    examples: [("SELECT decode(unbase64('U3BhcmsgU1FM'), 'UTF-8')", "Spark SQL")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .string)], .binary) { arguments, count in
      let text = BytesColumn(arguments[0])
      return RowLoop.bytes(arguments, count, .binary) { row, sink in
        TextCoding.appendUnbase64(text[row], sink)
        return true
      }
    }
  }
}
