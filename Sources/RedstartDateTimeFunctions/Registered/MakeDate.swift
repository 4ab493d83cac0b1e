import RedstartLogicalPlan
import RedstartTypes

/// Returns the date of a year, month and day.
struct MakeDate: SQLFunction {
  static let names = ["make_date"]
  static let documentation = FunctionDocumentation(
    "make_date(year, month, day) - Returns the date of a year, month and day.",
    examples: [("SELECT make_date(2013, 7, 15)", "2013-07-15")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3)
    let fails = call.environment.ansi
    return call.scalar(nil, try (0..<3).map { try call.argument($0, .integer) }, .date, canGiveNull: !fails) { arguments, count in
      let parts = arguments.map { FixedColumn<Int32>($0) }
      return try RowLoop.optional(arguments, count, .date, as: Int32.self) { row in
        do {
          return Int32(exactly: try FunctionBinding.civilDay(Int(parts[0][row]), Int(parts[1][row]), Int(parts[2][row])))
        } catch {
          if fails { throw error }
          return nil
        }
      }
    }
  }
}
