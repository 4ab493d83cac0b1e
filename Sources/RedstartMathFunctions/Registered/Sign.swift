import RedstartLogicalPlan
import RedstartTypes

/// Returns -1.0, 0.0 or 1.0 for a negative number, zero or a positive number or interval.
struct Sign: SQLFunction {
  static let names = ["sign", "signum"]
  static let documentation = FunctionDocumentation(
    "sign(expr) - Returns -1.0, 0.0 or 1.0 for a negative number, zero or a positive number or interval.",
    examples: [("SELECT sign(40)", "1.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let shown = call.name.lowercased() == "sign" ? "sign" : "SIGNUM"
    let argument = try call.argument(0, .oneOf([.type(.double), .ansiInterval]))
    let kind = argument.type.physical
    return call.scalar(nil, [argument], .double, canGiveNull: true, sql: { "\(shown)(\($0[0]))" }) { arguments, count in
      switch kind {
      case .int32:
        let values = FixedColumn<Int32>(arguments[0])
        return RowLoop.fixed(arguments, count, .double, as: Double.self) { Double(values[$0].signum()) }
      case .int64:
        let values = FixedColumn<Int64>(arguments[0])
        return RowLoop.fixed(arguments, count, .double, as: Double.self) { Double(values[$0].signum()) }
      default:
        let values = FixedColumn<Double>(arguments[0])
        return RowLoop.fixed(arguments, count, .double, as: Double.self) { row in
          let value = values[row]
          return value > 0 ? 1 : value < 0 ? -1 : value
        }
      }
    }
  }
}
