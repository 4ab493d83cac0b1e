import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns the calendar interval of its parts.
struct MakeInterval: SQLFunction {
  static let names = ["make_interval"]
  static let documentation = FunctionDocumentation(
    "make_interval([years[, months[, weeks[, days[, hours[, mins[, secs]]]]]]]) - Returns the calendar interval of its parts.",
    examples: [
      (
        "SELECT CAST(make_interval(100, 11, 1, 1, 12, 30, 01.001001) AS STRING)",
        "100 years 11 months 8 days 12 hours 30 minutes 1.001001 seconds"
      )
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(0, 1, 2, 3, 4, 5, 6, 7)
    let seconds = DataType.decimal(precision: 18, scale: 6)
    var list = try (0..<6).map { $0 < call.arguments.count ? try call.argument($0, .integer) : .literal(.integer(0)) }
    list.append(call.arguments.count == 7 ? try call.argument(6, seconds) : .literal(Literal(.decimal(0), seconds)))
    return call.scalar(nil, list, .calendarInterval) { arguments, count in
      let parts = (0..<6).map { FixedColumn<Int32>(arguments[$0]) }
      let seconds = FixedColumn<Int64>(arguments[6])
      return try RowLoop.fixed(arguments, count, .calendarInterval, as: CalendarInterval.self) { row in
        let months = Int64(parts[0][row]) * 12 + Int64(parts[1][row])
        let days = Int64(parts[2][row]) * 7 + Int64(parts[3][row])
        let micros = (Int128(parts[4][row]) * 60 + Int128(parts[5][row])) * 60_000_000 + Int128(seconds[row])
        guard let months = Int32(exactly: months), let days = Int32(exactly: days), let micros = Int64(exactly: micros) else {
          throw SparkError("INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION")
        }
        return CalendarInterval(months: months, days: days, microseconds: micros)
      }
    }
  }
}
