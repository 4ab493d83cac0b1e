import RedstartLogicalPlan
import RedstartTypes

/// Returns how many matches a text has.
struct RegexCount: SQLFunction {
  static let names = ["regexp_count"]
  static let documentation = FunctionDocumentation(
    "regexp_count(str, regexp) - Returns how many matches a text has.",
    examples: [("SELECT regexp_count('Steven Jones and Stephen Smith are the best players', 'Ste(v|ph)en')", "2")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.scalar(nil, try call.patternArguments(), .integer) { arguments, count in
      let text = BytesColumn(arguments[0])
      let pattern = PatternColumn(BytesColumn(arguments[1]), "regexp_count")
      return try RowLoop.fixed(arguments, count, .integer, as: Int32.self) { row in
        let expression = try pattern(row)
        var total: Int32 = 0
        var at = 0
        while expression.find(in: text[row], from: at), let match = expression.range(0) {
          total += 1
          at = expression.next(after: match, in: text[row])
        }
        return total
      }
    }
  }
}
