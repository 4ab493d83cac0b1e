import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns the bit at a position, 0 the lowest.
struct BitGet: SQLFunction {
  static let names = ["bit_get", "getbit"]
  static let documentation = FunctionDocumentation(
    "bit_get(expr, pos) - Returns the bit at a position, 0 the lowest.",
    examples: [("SELECT bit_get(11, 0)", "1"), ("SELECT bit_get(11, 2)", "0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let value = try call.argument(0, .integral)
    let width = (value.type.physical.width ?? 8) * 8
    let arguments = [value.implicitlyCast(to: .long), try call.argument(1, .integer)]
    let function = call.name.lowercased()
    return call.scalar(nil, arguments, .byte) { arguments, count in
      let values = FixedColumn<Int64>(arguments[0])
      let positions = FixedColumn<Int32>(arguments[1])
      return try RowLoop.fixed(arguments, count, .byte, as: Int8.self) { row in
        let position = Int(positions[row])
        guard position >= 0, position < width else {
          throw SparkError(
            "INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE",
            ["functionName": quoted(function), "parameter": "`pos`", "upper": String(width), "invalidValue": String(position)])
        }
        return Int8((values[row] >> Int64(position)) & 1)
      }
    }
  }
}
