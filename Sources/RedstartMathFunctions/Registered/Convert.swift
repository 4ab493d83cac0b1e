import RedstartLogicalPlan
import RedstartTypes

/// Returns a number written in another base.
struct Convert: SQLFunction {
  static let names = ["conv"]
  static let documentation = FunctionDocumentation(
    "conv(num, from_base, to_base) - Returns a number written in another base.",
    examples: [("SELECT conv('100', 2, 10)", "4"), ("SELECT conv(-10, 16, -10)", "-16")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3)
    let ansi = call.environment.ansi
    let arguments = [try call.argument(0, .string), try call.argument(1, .integer), try call.argument(2, .integer)]
    return call.scalar(nil, arguments, .string, canGiveNull: true) { arguments, count in
      let text = BytesColumn(arguments[0])
      let from = FixedColumn<Int32>(arguments[1])
      let to = FixedColumn<Int32>(arguments[2])
      return try RowLoop.bytes(arguments, count, .string) { row, sink in
        try NumberText.convert(text[row], from: Int(from[row]), to: Int(to[row]), ansi: ansi, sink)
      }
    }
  }
}
