import RedstartLogicalPlan
import RedstartTypes

/// Returns the position of the first match, counted from 1; 0 without one.
struct RegexInString: SQLFunction {
  static let names = ["regexp_instr"]
  static let documentation = FunctionDocumentation(
    "regexp_instr(str, regexp) - Returns the position of the first match, counted from 1; 0 without one.",
    examples: [("SELECT regexp_instr('user@spark.apache.org', '@[^.]*')", "5")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    return call.scalar(nil, try call.patternArguments([0]), .integer) { arguments, count in
      let text = BytesColumn(arguments[0])
      let pattern = PatternColumn(BytesColumn(arguments[1]), "regexp_instr")
      return try RowLoop.fixed(arguments, count, .integer, as: Int32.self) { row in
        let expression = try pattern(row)
        guard expression.find(in: text[row], from: 0), let match = expression.range(0) else { return 0 }
        return Int32(text[row].part(0..<match.lowerBound).characterCount + 1)
      }
    }
  }
}
