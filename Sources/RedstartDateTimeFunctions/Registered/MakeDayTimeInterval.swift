import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns the day-time interval of its parts.
struct MakeDayTimeInterval: SQLFunction {
  static let names = ["make_dt_interval"]
  static let documentation = FunctionDocumentation(
    "make_dt_interval([days[, hours[, mins[, secs]]]]) - Returns the day-time interval of its parts.",
    examples: [("SELECT make_dt_interval(1, 12, 30, 01.001001)", "1 day, 12:30:01.001001")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(0, 1, 2, 3, 4)
    let seconds = DataType.decimal(precision: 18, scale: 6)
    var list: [Expression] = []
    for index in 0..<3 { list.append(index < call.arguments.count ? try call.argument(index, .integer) : .literal(.integer(0))) }
    list.append(call.arguments.count == 4 ? try call.argument(3, seconds) : .literal(Literal(.decimal(0), seconds)))
    return call.scalar(nil, list, .dayTime) { arguments, count in
      let parts = (0..<3).map { FixedColumn<Int32>(arguments[$0]) }
      let seconds = FixedColumn<Int64>(arguments[3])
      return try RowLoop.fixed(arguments, count, .dayTime, as: Int64.self) { row in
        let hours = Int128(parts[0][row]) * 24 + Int128(parts[1][row])
        let total = (hours * 60 + Int128(parts[2][row])) * 60_000_000 + Int128(seconds[row])
        guard let result = Int64(exactly: total) else { throw SparkError("INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION") }
        return result
      }
    }
  }
}
