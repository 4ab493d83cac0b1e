import RedstartLogicalPlan
import RedstartTypes

/// Returns n blanks.
struct Space: SQLFunction {
  static let names = ["space"]
  static let documentation = FunctionDocumentation(
    "space(n) - Returns n blanks.",
    examples: [("SELECT concat(space(2), '1')", "  1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .integer)], .string) { arguments, count in
      let times = FixedColumn<Int32>(arguments[0])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        for _ in 0..<max(0, times[row]) { sink.append(32) }
        return true
      }
    }
  }
}
