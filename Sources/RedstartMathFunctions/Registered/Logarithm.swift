import RedstartLogicalPlan
import RedstartTypes

/// Returns the logarithm of expr to a base, e when there is none.
struct Logarithm: SQLFunction {
  static let names = ["log"]
  static let documentation = FunctionDocumentation(
    "log(base, expr) - Returns the logarithm of expr to a base, e when there is none.",
    examples: [("SELECT log(10, 100)", "2.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1, 2)
    if call.arguments.count == 1 {
      return try call.logarithm("LOG(E(), ?)", above: 0) { StrictMath.log($0) }
    }
    return call.scalar(
      nil, [try call.argument(0, .double), try call.argument(1, .double)], .double, canGiveNull: true,
      sql: { "LOG(\($0[0]), \($0[1]))" }
    ) { arguments, count in
      let base = FixedColumn<Double>(arguments[0])
      let value = FixedColumn<Double>(arguments[1])
      return RowLoop.optional(arguments, count, .double, as: Double.self) { row in
        value[row] <= 0 || base[row] <= 0 ? nil : StrictMath.log(value[row]) / StrictMath.log(base[row])
      }
    }
  }
}
