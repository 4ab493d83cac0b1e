import RedstartLogicalPlan
import RedstartTypes

/// Returns the date so many months later.
struct AddMonths: SQLFunction {
  static let names = ["add_months"]
  static let documentation = FunctionDocumentation(
    "add_months(start_date, num_months) - Returns the date so many months later.",
    examples: [("SELECT add_months('2016-08-31', 1)", "2016-09-30")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.scalar(nil, [try call.argument(0, .date), try call.argument(1, .integer)], .date) { arguments, count in
      let days = FixedColumn<Int32>(arguments[0])
      let months = FixedColumn<Int32>(arguments[1])
      return RowLoop.fixed(arguments, count, .date, as: Int32.self) {
        Int32(truncatingIfNeeded: Calendar.addMonths(Int(days[$0]), Int(months[$0])))
      }
    }
  }
}
