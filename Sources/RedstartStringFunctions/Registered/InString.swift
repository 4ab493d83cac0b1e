import RedstartLogicalPlan
import RedstartTypes

/// Returns the position of the first occurrence of substr, counted from 1; 0 without one.
struct InString: SQLFunction {
  static let names = ["instr"]
  static let documentation = FunctionDocumentation(
    "instr(str, substr) - Returns the position of the first occurrence of substr, counted from 1; 0 without one.",
    examples: [("SELECT instr('SparkSQL', 'SQL')", "6")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.scalar(nil, [try call.argument(0, .string), try call.argument(1, .string)], .integer) { arguments, count in
      let text = BytesColumn(arguments[0])
      let part = BytesColumn(arguments[1])
      return RowLoop.fixed(arguments, count, .integer, as: Int32.self) { row in
        text[row].firstOffset(of: part[row]).map { Int32(text[row].part(0..<$0).characterCount + 1) } ?? 0
      }
    }
  }
}
