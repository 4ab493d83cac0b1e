import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the last day of the month.
struct LastDay: SQLFunction {
  static let names = ["last_day"]
  static let documentation = FunctionDocumentation(
    "last_day(date) - Returns the last day of the month.",
    examples: [("SELECT last_day('2009-01-12')", "2009-01-31")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .date)], .date) { arguments, count in
      let days = FixedColumn<Int32>(arguments[0])
      return RowLoop.fixed(arguments, count, .date, as: Int32.self) { row in
        let date = CivilDate(days: Int(days[row]))
        return days[row] &+ Int32(CivilDate.length(ofMonth: date.month, year: date.year) &- date.day)
      }
    }
  }
}
