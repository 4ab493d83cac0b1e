import RedstartLogicalPlan
import RedstartTypes

/// Returns how many bits of a number are set.
struct BitCount: SQLFunction {
  static let names = ["bit_count"]
  static let documentation = FunctionDocumentation(
    "bit_count(expr) - Returns how many bits of a number are set.",
    examples: [("SELECT bit_count(0)", "0"), ("SELECT bit_count(5)", "2")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let argument = try call.argument(0, .oneOf([.integral, .type(.boolean)]))
    let isBoolean = argument.type == .boolean
    return call.scalar(nil, [isBoolean ? argument : argument.implicitlyCast(to: .long)], .integer) { arguments, count in
      if isBoolean {
        let flags = FixedColumn<UInt8>(arguments[0])
        return RowLoop.fixed(arguments, count, .integer, as: Int32.self) { Int32(flags[$0]) }
      }
      let values = FixedColumn<Int64>(arguments[0])
      return RowLoop.fixed(arguments, count, .integer, as: Int32.self) { Int32(values[$0].nonzeroBitCount) }
    }
  }
}
