import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the number or interval with the other sign.
struct Negative: SQLFunction {
  static let names = ["negative"]
  static let documentation = FunctionDocumentation(
    "negative(expr) - Returns the number or interval with the other sign.",
    examples: [("SELECT negative(1)", "-1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let isSign = call.origin.contexts.first?.fragment.hasPrefix("-") == true
    let call = isSign ? call.shown { "(- \($0[0]))" } : call
    let argument = try call.argument(0, .oneOf([.numeric, .ansiInterval, .type(.calendarInterval)]))
    let mode: FailureMode = call.environment.ansi ? .ansi : .legacy
    let type = argument.type
    if type == .calendarInterval {
      return call.scalar(nil, [argument], type) { arguments, count in
        let values = FixedColumn<CalendarInterval>(arguments[0])
        return RowLoop.fixed(arguments, count, type, as: CalendarInterval.self) { row in
          let value = values[row]
          return CalendarInterval(months: 0 &- value.months, days: 0 &- value.days, microseconds: 0 &- value.microseconds)
        }
      }
    }
    return call.scalar(nil, [argument], type) { arguments, _ in try ArithmeticKernel.negate(arguments[0], mode: mode) }
  }
}
