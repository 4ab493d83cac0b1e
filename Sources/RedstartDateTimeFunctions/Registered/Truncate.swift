import RedstartLogicalPlan
import RedstartTypes

/// Returns the first day of the week, month, quarter or year of a date.
struct Truncate: SQLFunction {
  static let names = ["trunc"]
  static let documentation = FunctionDocumentation(
    "trunc(date, fmt) - Returns the first day of the week, month, quarter or year of a date.",
    examples: [("SELECT trunc('2019-08-04', 'week')", "2019-07-29"), ("SELECT trunc('2009-02-12', 'MM')", "2009-02-01")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.scalar(nil, [try call.argument(0, .date), try call.argument(1, .string)], .date, canGiveNull: true) {
      arguments, count in
      let days = FixedColumn<Int32>(arguments[0])
      let names = BytesColumn(arguments[1])
      let constant = names.isConstant && !NullColumn(arguments[1])(0) ? Calendar.Unit(truncating: names.string(0)) : nil
      return RowLoop.optional(arguments, count, .date, as: Int32.self) { row in
        guard let unit = constant ?? Calendar.Unit(truncating: names.string(row)), unit.micros == nil, unit != .day else {
          return nil
        }
        return Int32(truncatingIfNeeded: Calendar.truncate(Int(days[row]), to: unit))
      }
    }
  }
}
