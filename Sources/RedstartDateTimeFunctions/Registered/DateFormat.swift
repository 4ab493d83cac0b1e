import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp as text in a pattern.
struct DateFormat: SQLFunction {
  static let names = ["date_format"]
  static let documentation = FunctionDocumentation(
    "date_format(timestamp, fmt) - Returns the timestamp as text in a pattern.",
    examples: [("SELECT date_format('2016-04-08', 'y')", "2016")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let source = try call.argument(0, .timestamp)
    let zone = try call.zone()
    return call.scalar(nil, [source, try call.argument(1, .string)], .string) { arguments, count in
      let instants = FixedColumn<Int64>(arguments[0])
      let patterns = CompiledPatterns(arguments[1], parsing: false)
      var text: [UInt8] = []
      return try RowLoop.bytes(arguments, count, .string) { row, sink in
        text.removeAll(keepingCapacity: true)
        try patterns(row).append(micros: instants[row], zone: zone, to: &text)
        sink.append(text)
        return true
      }
    }
  }
}
