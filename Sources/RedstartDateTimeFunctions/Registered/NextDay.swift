import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the first day later than start_date that is such a day of the week.
struct NextDay: SQLFunction {
  static let names = ["next_day"]
  static let documentation = FunctionDocumentation(
    "next_day(start_date, day_of_week) - Returns the first day later than start_date that is such a day of the week.",
    examples: [("SELECT next_day('2015-01-14', 'TU')", "2015-01-20")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let ansi = call.environment.ansi
    return call.scalar(nil, [try call.argument(0, .date), try call.argument(1, .string)], .date, canGiveNull: true) {
      arguments, count in
      let days = FixedColumn<Int32>(arguments[0])
      let names = BytesColumn(arguments[1])
      let weekdays: [String: Int] = [
        "MO": 1, "MON": 1, "MONDAY": 1, "TU": 2, "TUE": 2, "TUESDAY": 2, "WE": 3, "WED": 3, "WEDNESDAY": 3, "TH": 4, "THU": 4,
        "THURSDAY": 4, "FR": 5, "FRI": 5, "FRIDAY": 5, "SA": 6, "SAT": 6, "SATURDAY": 6, "SU": 7, "SUN": 7, "SUNDAY": 7,
      ]
      return try RowLoop.optional(arguments, count, .date, as: Int32.self) { row in
        guard let wanted = weekdays[names.string(row).uppercased()] else {
          if ansi { throw SparkError("ILLEGAL_DAY_OF_WEEK", ["string": names.string(row)]) }
          return nil
        }
        let distance = floorMod(wanted - CivilDate.isoWeekday(days: Int(days[row])) - 1, 7) + 1
        return days[row] &+ Int32(distance)
      }
    }
  }
}
