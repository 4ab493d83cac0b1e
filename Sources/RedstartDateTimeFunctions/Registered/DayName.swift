import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the name of the day of the week in three letters.
struct DayName: SQLFunction {
  static let names = ["dayname"]
  static let documentation = FunctionDocumentation(
    "dayname(date) - Returns the name of the day of the week in three letters.",
    examples: [("SELECT dayname(DATE'2008-02-20')", "Wed")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .date)], .string) { arguments, count in
      let days = FixedColumn<Int32>(arguments[0])
      let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        sink.append(names[CivilDate.isoWeekday(days: Int(days[row])) - 1])
        return true
      }
    }
  }
}
