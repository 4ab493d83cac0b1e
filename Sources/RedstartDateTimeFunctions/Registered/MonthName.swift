import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the name of the month in three letters.
struct MonthName: SQLFunction {
  static let names = ["monthname"]
  static let documentation = FunctionDocumentation(
    "monthname(date) - Returns the name of the month in three letters.",
    examples: [("SELECT monthname('2008-02-20')", "Feb")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .date)], .string) { arguments, count in
      let days = FixedColumn<Int32>(arguments[0])
      let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        sink.append(names[CivilDate(days: Int(days[row])).month - 1])
        return true
      }
    }
  }
}
