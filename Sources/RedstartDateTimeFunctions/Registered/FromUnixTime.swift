import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the seconds since the epoch as text in a pattern.
struct FromUnixTime: SQLFunction {
  static let names = ["from_unixtime"]
  static let documentation = FunctionDocumentation(
    "from_unixtime(unix_time[, fmt]) - Returns the seconds since the epoch as text in a pattern.",
    examples: [("SELECT from_unixtime(0, 'yyyy-MM-dd HH:mm:ss')", "1970-01-01 00:00:00")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1, 2)
    let zone = try call.zone()
    let pattern = call.arguments.count == 2 ? try call.argument(1, .string) : .literal(.string("yyyy-MM-dd HH:mm:ss"))
    return call.scalar(nil, [try call.argument(0, .long), pattern], .string, canGiveNull: true) { arguments, count in
      let seconds = FixedColumn<Int64>(arguments[0])
      let patterns = CompiledPatterns(arguments[1], parsing: false)
      var text: [UInt8] = []
      return try RowLoop.bytes(arguments, count, .string) { row, sink in
        text.removeAll(keepingCapacity: true)
        try patterns(row).append(micros: seconds[row] &* Micros.perSecond, zone: zone, to: &text)
        sink.append(text)
        return true
      }
    }
  }
}
