import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp cut to a unit.
struct DateTruncate: SQLFunction {
  static let names = ["date_trunc"]
  static let documentation = FunctionDocumentation(
    "date_trunc(fmt, ts) - Returns the timestamp cut to a unit.",
    examples: [
      ("SELECT date_trunc('YEAR', '2015-03-05T09:32:05.359')", "2015-01-01 00:00:00"),
      ("SELECT date_trunc('HOUR', '2015-03-05T09:32:05.359')", "2015-03-05 09:00:00"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let zone = try call.zone()
    return call.scalar(nil, [try call.argument(0, .string), try call.argument(1, .timestamp)], .timestamp, canGiveNull: true) {
      arguments, count in
      let names = BytesColumn(arguments[0])
      let instants = FixedColumn<Int64>(arguments[1])
      let constant = names.isConstant && !NullColumn(arguments[0])(0) ? Calendar.Unit(truncating: names.string(0)) : nil
      return RowLoop.optional(arguments, count, .timestamp, as: Int64.self) { row in
        guard let unit = constant ?? Calendar.Unit(truncating: names.string(row)) else { return nil }
        return Calendar.truncate(instants[row], to: unit, zone: zone)
      }
    }
  }
}
