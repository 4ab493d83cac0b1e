import RedstartLogicalPlan
import RedstartTypes

/// Returns a number with groups of thousands and expr2 digits behind the point, or in the pattern expr2.
struct FormatNumber: SQLFunction {
  static let names = ["format_number"]
  static let documentation = FunctionDocumentation(
    "format_number(expr1, expr2) - Returns a number with groups of thousands and expr2 digits behind the point, or in the pattern expr2.",
    examples: [("SELECT format_number(12332.123456, 4)", "12,332.1235")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let number = try call.argument(0, .numeric)
    let format = try call.argument(1, .oneOf([.type(.integer), .type(.string)]))
    let type = number.type
    let byPattern = format.type.isString
    return call.scalar(nil, [number, format], .string, canGiveNull: true) { arguments, count in
      let places = byPattern ? nil : FixedColumn<Int32>(arguments[1])
      let patterns = byPattern ? BytesColumn(arguments[1]) : nil
      let standard = NumberPattern(places: 0)
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        var pattern = standard
        if let places {
          if places[row] < 0 { return false }
          pattern = NumberPattern(places: Int(places[row]))
        } else if let patterns {
          pattern = patterns[row].count == 0 ? standard : NumberPattern(patterns.string(row))
        }
        sink.append(pattern.text(arguments[0].value(at: row), type))
        return true
      }
    }
  }
}
