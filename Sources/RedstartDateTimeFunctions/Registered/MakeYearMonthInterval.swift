import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns the year-month interval of its parts.
struct MakeYearMonthInterval: SQLFunction {
  static let names = ["make_ym_interval"]
  static let documentation = FunctionDocumentation(
    "make_ym_interval([years[, months]]) - Returns the year-month interval of its parts.",
    examples: [("SELECT CAST(make_ym_interval(1, 2) AS STRING)", "INTERVAL '1-2' YEAR TO MONTH")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(0, 1, 2)
    let list = try (0..<2).map { $0 < call.arguments.count ? try call.argument($0, .integer) : .literal(.integer(0)) }
    return call.scalar(nil, list, .yearMonth) { arguments, count in
      let years = FixedColumn<Int32>(arguments[0])
      let months = FixedColumn<Int32>(arguments[1])
      return try RowLoop.fixed(arguments, count, .yearMonth, as: Int32.self) { row in
        guard let result = Int32(exactly: Int64(years[row]) * 12 + Int64(months[row])) else {
          throw SparkError("INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION")
        }
        return result
      }
    }
  }
}
