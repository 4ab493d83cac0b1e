import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the months between two times, with a fraction of months of 31 days.
struct MonthsBetween: SQLFunction {
  static let names = ["months_between"]
  static let documentation = FunctionDocumentation(
    "months_between(timestamp1, timestamp2[, roundOff]) - Returns the months between two times, with a fraction of months of 31 days.",
    examples: [("SELECT months_between('1997-02-28 10:30:00', '1996-10-30')", "3.94959677")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    let zone = try call.zone()
    let roundOff = call.arguments.count == 3 ? try call.argument(2, .boolean) : .literal(.boolean(true))
    return call.scalar(
      nil, [try call.argument(0, .timestamp), try call.argument(1, .timestamp), roundOff], .double
    ) { arguments, count in
      let first = FixedColumn<Int64>(arguments[0])
      let second = FixedColumn<Int64>(arguments[1])
      let rounds = FixedColumn<UInt8>(arguments[2])
      return RowLoop.fixed(arguments, count, .double, as: Double.self) { row in
        let a = zone.local(utc: first[row])
        let b = zone.local(utc: second[row])
        let x = CivilDate(days: Int(floorDiv(a, Micros.perDay)))
        let y = CivilDate(days: Int(floorDiv(b, Micros.perDay)))
        let months = Double((x.year &* 12 &+ x.month) &- (y.year &* 12 &+ y.month))
        let xLast = CivilDate.length(ofMonth: x.month, year: x.year) == x.day
        let yLast = CivilDate.length(ofMonth: y.month, year: y.year) == y.day
        if x.day == y.day || (xLast && yLast) { return months }
        let seconds =
          Int64(x.day &- y.day) &* 86_400 &+ floorMod(a, Micros.perDay) / Micros.perSecond
          &- floorMod(b, Micros.perDay) / Micros.perSecond
        let result = months + Double(seconds) / (31.0 * 86_400)
        return rounds[row] != 0 ? (result * 1e8).rounded(.toNearestOrAwayFromZero) / 1e8 : result
      }
    }
  }
}
