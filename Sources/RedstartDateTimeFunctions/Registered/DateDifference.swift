import RedstartLogicalPlan
import RedstartTypes

/// Returns the days from startDate to endDate.
struct DateDifference: SQLFunction {
  static let names = ["datediff", "date_diff"]
  static let documentation = FunctionDocumentation(
    "datediff(endDate, startDate) - Returns the days from startDate to endDate.",
    examples: [("SELECT datediff('2009-07-31', '2009-07-30')", "1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    if call.arguments.count == 3 { return try call.bindTimestampDiff() }
    try call.requireCount(2)
    return call.scalar(nil, [try call.argument(0, .date), try call.argument(1, .date)], .integer) { arguments, count in
      let end = FixedColumn<Int32>(arguments[0])
      let start = FixedColumn<Int32>(arguments[1])
      return RowLoop.fixed(arguments, count, .integer, as: Int32.self) { end[$0] &- start[$0] }
    }
  }
}
